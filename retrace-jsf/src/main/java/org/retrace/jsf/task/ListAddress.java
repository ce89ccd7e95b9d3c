// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.retrace.elf.BuildId;
import org.retrace.jsf.frame.Plain;
import org.retrace.task.list.Standing;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskTerm;

/** What the address of the list of tasks asks for, as people write it. */
public final class ListAddress implements Serializable {

    private static final long serialVersionUID = 1;

    static final String STATE = "state";
    static final String SINCE = "since";
    static final String UNTIL = "until";
    static final String BUILD = "build";

    private static final String PAGE = "page";

    private static final Map<String, TaskTerm> TERMS = Map.of(
            "package",
            TaskTerm.PACKAGE,
            "release",
            TaskTerm.RELEASE,
            "signature",
            TaskTerm.SIGNATURE,
            "function",
            TaskTerm.FUNCTION,
            BUILD,
            TaskTerm.BUILD_ID);

    /** Most characters of a filter that are shown when something is wrong with it. */
    private static final int QUOTED = 60;

    private final TreeMap<String, String> given;

    private ListAddress(Map<String, String> given) {
        this.given = new TreeMap<>(given);
    }

    /**
     * What an address means.
     *
     * @param complaints what is wrong with it, a sentence each; those parts are left out of the filter
     */
    record Meaning(TaskFilter filter, List<String> complaints) {}

    /** Takes what is known of a request's parameters. */
    static ListAddress of(Map<String, String> parameters) {
        var given = new TreeMap<String, String>();
        parameters.forEach((name, value) -> {
            var text = value.strip().replace('\0', '\uFFFD');
            var known = TERMS.containsKey(name)
                    || List.of(STATE, SINCE, UNTIL, PAGE).contains(name);
            if (known && !text.isEmpty()) {
                given.put(name, text);
            }
        });
        return new ListAddress(given);
    }

    /** The address of the tasks that a term leads to, from the page that shows them. */
    public static String of(TaskTerm term, String text) {
        var name = TERMS.entrySet().stream()
                .filter(entry -> entry.getValue() == term)
                .findFirst()
                .orElseThrow()
                .getKey();
        return of(Map.of(name, text)).text();
    }

    /** As it was written; empty when it was not. */
    String get(String name) {
        return given.getOrDefault(name, "");
    }

    /** The same with another value, from the first page; an empty one is left out. */
    ListAddress with(String name, String value) {
        var changed = new TreeMap<>(given);
        changed.remove(PAGE);
        changed.put(name, value);
        return of(changed);
    }

    /** Whether it names any filter. */
    boolean isFiltered() {
        return given.keySet().stream().anyMatch(name -> !name.equals(PAGE));
    }

    /** Which page, as {@link Trail#parse(String)} reads it. */
    String page() {
        return get(PAGE);
    }

    ListAddress withPage(Trail trail) {
        return with(PAGE, trail.text());
    }

    /** The address itself. */
    String text() {
        var query = given.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "tasks.xhtml" : "tasks.xhtml?" + query;
    }

    Meaning meaning(Instant now) {
        var complaints = new ArrayList<String>();
        var since = moment(SINCE, now, 0, complaints);
        var until = moment(UNTIL, now, 1, complaints);
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            complaints.add("No task is since %s and until %s: that ends before it begins."
                    .formatted(quoted(SINCE), quoted(UNTIL)));
        }
        if (!page().isEmpty() && Trail.parse(page()).isNewest()) {
            complaints.add(quoted(PAGE) + " is no page of this list. These are the newest tasks.");
        }
        return new Meaning(new TaskFilter(standing(complaints), terms(complaints), since, until), complaints);
    }

    private Optional<Standing> standing(List<String> complaints) {
        var asked = get(STATE);
        var standing = Arrays.stream(Standing.values())
                .filter(each -> TaskView.word(each).equalsIgnoreCase(asked))
                .findFirst();
        if (standing.isEmpty() && !asked.isEmpty()) {
            complaints.add(quoted(STATE)
                    + " is no state: there are queued, running, success, incomplete and failed. All are shown.");
        }
        return standing;
    }

    private Map<TaskTerm, String> terms(List<String> complaints) {
        var terms = new EnumMap<TaskTerm, String>(TaskTerm.class);
        TERMS.forEach((name, term) -> {
            if (given.containsKey(name)) {
                terms.put(term, get(name));
            }
        });
        var build = BuildId.parse(get(BUILD)).map(BuildId::hex);
        if (terms.remove(TaskTerm.BUILD_ID) != null && build.isEmpty()) {
            complaints.add(quoted(BUILD) + " is no build-id: those are 16 to 128 hexadecimal digits. It is left out.");
        }
        build.ifPresent(hex -> terms.put(TaskTerm.BUILD_ID, hex));
        return terms;
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
