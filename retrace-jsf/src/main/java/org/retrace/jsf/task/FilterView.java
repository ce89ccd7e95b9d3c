// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.retrace.jsf.frame.Plain;
import org.retrace.task.list.Standing;

/**
 * The filters of the list of tasks, as the page offers them.
 *
 * @param address what is filtered now
 * @param signature the signature that all tasks of the list have, when it is filtered by that; else anything
 */
public record FilterView(ListAddress address, String signature) {

    /** Most release names to choose from. */
    static final int SUGGESTIONS = 50;

    /** Most characters of a filter that has no field of its own. */
    private static final int SHOWN = 100;

    private static final String SIGNATURE = "signature";

    /** Filters without a field: links lead to them. */
    private static final List<String> LINKED = List.of(SIGNATURE, "function", "build");

    /**
     * One state to choose.
     *
     * @param kind its icon; empty for all states
     * @param address of the list when it is chosen
     */
    public record Choice(String kind, String word, String address, boolean chosen) {}

    /**
     * A filter that has no field of its own.
     *
     * @param without the address of the list without it
     */
    public record Chip(String name, String label, String value, String text, String without) {}

    /** All states, then each. */
    public List<Choice> choices() {
        var asked = address.get(ListAddress.STATE).toLowerCase(Locale.ROOT);
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", "All", address.with(ListAddress.STATE, "").text(), asked.isEmpty()));
        for (var standing : Standing.values()) {
            var word = TaskView.word(standing).toLowerCase(Locale.ROOT);
            choices.add(new Choice(
                    TaskView.kind(standing),
                    TaskView.word(standing),
                    address.with(ListAddress.STATE, word).text(),
                    asked.equals(word)));
        }
        return choices;
    }

    /** Those filters without a field that are set. */
    public List<Chip> chips() {
        return LINKED.stream().flatMap(this::chip).toList();
    }

    private Stream<Chip> chip(String name) {
        var value = address.get(name);
        return Stream.of(value)
                .filter(text -> !text.isEmpty())
                .map(text -> new Chip(
                        name,
                        name.equals("build")
                                ? "Build-id"
                                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                        text,
                        Plain.of(name.equals(SIGNATURE) && !signature.isEmpty() ? signature : text, SHOWN),
                        address.with(name, "").text()));
    }

    /** Whether anything is filtered. */
    public boolean isSet() {
        return address.isFiltered();
    }

    public String getState() {
        return address.get(ListAddress.STATE);
    }

    public String getPackageName() {
        return address.get("package");
    }

    public String getRelease() {
        return address.get("release");
    }

    public String getSince() {
        return address.get(ListAddress.SINCE);
    }

    public String getUntil() {
        return address.get(ListAddress.UNTIL);
    }
}
