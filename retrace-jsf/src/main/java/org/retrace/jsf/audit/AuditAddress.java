// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditFilter;
import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.task.Moments;

/** What the address of the audit asks for, as people write it. */
final class AuditAddress {

    static final String PERSON = "person";
    static final String ACTION = "action";
    static final String OBJECT = "object";
    static final String SINCE = "since";
    static final String UNTIL = "until";

    private static final String BEFORE = "before";
    private static final List<String> NAMES = List.of(PERSON, ACTION, OBJECT, SINCE, UNTIL, BEFORE);
    private static final String NUMBER = "[0-9]{1,18}";

    /** Most characters of a filter that are shown when something is wrong with it. */
    private static final int QUOTED = 60;

    private final TreeMap<String, String> given;

    private AuditAddress(Map<String, String> given) {
        this.given = new TreeMap<>(given);
    }

    /**
     * What an address means.
     *
     * @param before only events with a smaller id
     * @param complaints what is wrong with it, a sentence each; those parts are left out of the filter
     */
    record Meaning(AuditFilter filter, OptionalLong before, List<String> complaints) {

        Meaning {
            complaints = List.copyOf(complaints);
        }
    }

    /** Takes what is known of a request's parameters. */
    static AuditAddress of(Map<String, String> parameters) {
        var given = new TreeMap<String, String>();
        parameters.forEach((name, value) -> {
            var text = value.strip().replace('\0', '\uFFFD');
            if (NAMES.contains(name) && !text.isEmpty()) {
                given.put(name, text);
            }
        });
        return new AuditAddress(given);
    }

    /** As it was written; empty when it was not. */
    String get(String name) {
        return given.getOrDefault(name, "");
    }

    /** The same with another value, from the newest page; an empty one is left out. */
    AuditAddress with(String name, String value) {
        var changed = new TreeMap<>(given);
        changed.remove(BEFORE);
        changed.put(name, value);
        return of(changed);
    }

    /** The page of what was before an event. */
    AuditAddress before(long id) {
        return with(BEFORE, Long.toString(id));
    }

    /** The newest page. */
    AuditAddress newest() {
        return with(BEFORE, "");
    }

    boolean isNewest() {
        return get(BEFORE).isEmpty();
    }

    boolean isFiltered() {
        return !newest().given.isEmpty();
    }

    /** The address itself. */
    String text() {
        var query = given.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "audit.xhtml" : "audit.xhtml?" + query;
    }

    /** @param called the numbers of those whom people call so */
    Meaning meaning(Instant now, Function<String, List<Long>> called) {
        var complaints = new ArrayList<String>();
        var since = moment(SINCE, now, 0, complaints);
        var until = moment(UNTIL, now, 1, complaints);
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            complaints.add("Nothing is since %s and until %s: that ends before it begins."
                    .formatted(quoted(SINCE), quoted(UNTIL)));
        }
        var object = Optional.of(get(OBJECT)).filter(text -> !text.isEmpty());
        var filter = new AuditFilter(person(called, complaints), action(complaints), object, since, until);
        return new Meaning(filter, before(complaints), complaints);
    }

    private OptionalLong before(List<String> complaints) {
        if (isNewest()) {
            return OptionalLong.empty();
        }
        if (!get(BEFORE).matches(NUMBER)) {
            complaints.add(quoted(BEFORE) + " is no page of this list. This is the newest.");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(get(BEFORE)));
    }

    private OptionalLong person(Function<String, List<Long>> called, List<String> complaints) {
        var asked = get(PERSON);
        if (asked.isEmpty() || asked.matches(NUMBER)) {
            return asked.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(asked));
        }
        var found = called.apply(asked);
        if (found.size() == 1) {
            return OptionalLong.of(found.get(0));
        }
        complaints.add(
                found.isEmpty()
                        ? quoted(PERSON) + " is nobody’s name: write the whole name of a person or of an account, or"
                                + " the number of a record. It is left out."
                        : quoted(PERSON) + " is the name of several persons. Write the number of one: "
                                + found.stream().map(Object::toString).collect(Collectors.joining(", "))
                                + ". It is left out.");
        return OptionalLong.empty();
    }

    private Optional<AuditAction> action(List<String> complaints) {
        var asked = get(ACTION);
        var action = Arrays.stream(AuditAction.values())
                .filter(each -> each.name().equalsIgnoreCase(asked))
                .findFirst();
        if (action.isEmpty() && !asked.isEmpty()) {
            complaints.add(quoted(ACTION) + " is nothing that the audit keeps. All that was done is shown.");
        }
        return action;
    }

    private Optional<Instant> moment(String name, Instant now, int daysAfter, List<String> complaints) {
        var moment = Moments.parse(get(name), now, daysAfter);
        if (moment.isEmpty() && given.containsKey(name)) {
            complaints.add(quoted(name) + " is no time: write 24h, 7d, 2026-11-20 or 2026-11-20 13:45, in UTC."
                    + " It is left out.");
        }
        return moment;
    }

    private String quoted(String name) {
        return "“" + Plain.of(get(name), QUOTED) + "”";
    }
}
