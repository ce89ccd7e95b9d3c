// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.audit;

import java.time.Instant;
import java.util.Map;
import org.retrace.account.audit.AuditEvent;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.Spans;

/**
 * One thing that somebody did, in words. Names and details are {@linkplain Plain plain}.
 *
 * @param age how long ago
 * @param at exactly when
 * @param person number of the record of who did it; empty when nobody had signed in
 * @param actor their name then
 * @param words what they did, as a sentence goes on behind the name
 * @param object what it was done to; empty when that is themselves
 * @param kind of the object: task, person, release and others
 * @param page of the object; empty when it has none
 * @param address of the client
 * @param way by which they came
 * @param identity by which they had signed in
 */
public record EventView(
        long id,
        String age,
        String at,
        String person,
        String actor,
        String words,
        String object,
        String kind,
        String page,
        String detail,
        String address,
        String way,
        String identity) {

    private static final int NAME = 160;
    private static final int TEXT = 2000;

    private static final Map<String, String> PAGES = Map.of(
            "task", "../task/task.xhtml?id=",
            "person", "../people/person.xhtml?id=",
            "release", "../repository/release.xhtml?release=");

    static EventView of(AuditEvent event, Instant now) {
        var person = event.getPersonId().isPresent()
                ? Long.toString(event.getPersonId().getAsLong())
                : "";
        var object = event.getObject();
        var kind = object.replaceFirst(" .*", "");
        return new EventView(
                event.getId(),
                Spans.ago(event.getAt(), now),
                Spans.exact(event.getAt()),
                person,
                actor(event),
                event.getAction().words(),
                object.equals("person " + person) ? "" : Plain.of(object, NAME),
                kind,
                page(object),
                Plain.of(event.getDetail(), TEXT),
                Plain.of(event.getAddress(), NAME),
                Plain.of(event.getWay(), NAME),
                Plain.of(event.getIdentity(), TEXT));
    }

    private static String actor(AuditEvent event) {
        if (event.getPersonId().isPresent()) {
            return Plain.of(event.getActor(), NAME);
        }
        return event.getWay().equals("server") ? "The server" : "Somebody who had not signed in";
    }

    private static String page(String object) {
        var parts = object.split(" ", 2);
        var page = PAGES.getOrDefault(parts[0], "");
        return parts.length == 2 && parts[1].matches("[A-Za-z0-9._-]{1,200}") && !page.isEmpty() ? page + parts[1] : "";
    }

    /** Whether the page of the object is for administrators alone. */
    public boolean isGuarded() {
        return kind.equals("person");
    }
}
