// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.audit;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditTrail;

/** The page of the audit: what was done, newest first. */
@Named
@RequestScoped
public class AuditPage {

    /** Most events on one page. */
    static final int ROWS = 50;

    private static final int MOST_PERSONS = 10;

    @Inject
    private HttpServletRequest request;

    @Inject
    private AuditTrail trail;

    private AuditAddress address = AuditAddress.of(Map.of());
    private List<String> complaints = List.of();
    private List<EventView> found = List.of();

    /**
     * One action to choose.
     *
     * @param selected an attribute of the field: left out when it is null
     */
    public record Choice(String name, String words, @Nullable String selected) {}

    @PostConstruct
    void open() {
        var parameters = new TreeMap<String, String>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        address = AuditAddress.of(parameters);
        var now = Clock.systemUTC().instant();
        var meaning = address.meaning(now, name -> trail.persons(name, MOST_PERSONS));
        complaints = meaning.complaints();
        found = trail.page(meaning.filter(), meaning.before(), ROWS + 1).stream()
                .map(event -> EventView.of(event, now))
                .toList();
    }

    public List<EventView> getRows() {
        return found.subList(0, Math.min(ROWS, found.size()));
    }

    /** What is wrong with the address, a sentence each. */
    public List<String> getComplaints() {
        return complaints;
    }

    /** As a filter was written. */
    public String filter(String name) {
        return address.get(name);
    }

    /** Whether anything is filtered. */
    public boolean isFiltered() {
        return address.isFiltered();
    }

    /** All that is kept, in words. */
    public List<Choice> getActions() {
        var asked = address.get(AuditAddress.ACTION);
        return Arrays.stream(AuditAction.values())
                .map(action -> new Choice(
                        action.name(),
                        action.words().substring(0, 1).toUpperCase(Locale.ROOT)
                                + action.words().substring(1),
                        action.name().equalsIgnoreCase(asked) ? "selected" : null))
                .toList();
    }

    /** The address of what a person did, under the other filters. */
    public String byPerson(String id) {
        return address.with(AuditAddress.PERSON, id).text();
    }

    /** The address of the newest page; empty on it. */
    public String getNewestAddress() {
        return address.isNewest() ? "" : address.newest().text();
    }

    /** The address of the page of what was before; empty on the last. */
    public String getOlderAddress() {
        return found.size() > ROWS ? address.before(found.get(ROWS - 1).id()).text() : "";
    }
}
