// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which tasks a list holds: those to which all of it applies.
 *
 * @param standing where they stand
 * @param terms what they have in common
 * @param since created then or later
 * @param until created before
 * @param owner the person whose they are
 */
public record TaskFilter(
        Optional<Standing> standing,
        Map<TaskTerm, String> terms,
        Optional<Instant> since,
        Optional<Instant> until,
        OptionalLong owner) {

    /** Every task. */
    public static final TaskFilter NONE =
            new TaskFilter(Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

    /** Takes its own copy of the terms. */
    public TaskFilter {
        terms = Map.copyOf(terms);
    }

    /** Whosoever they are. */
    public TaskFilter(
            Optional<Standing> standing,
            Map<TaskTerm, String> terms,
            Optional<Instant> since,
            Optional<Instant> until) {
        this(standing, terms, since, until, OptionalLong.empty());
    }

    /** The same, but only of one person. */
    public TaskFilter of(long person) {
        return new TaskFilter(standing, terms, since, until, OptionalLong.of(person));
    }

    /** The tasks that stand there. */
    public static TaskFilter of(Standing standing) {
        return new TaskFilter(Optional.of(standing), Map.of(), Optional.empty(), Optional.empty());
    }

    /** Whether it may pass over a waiting task between two others. */
    public boolean hasGaps() {
        return !terms.isEmpty() || since.isPresent() || until.isPresent() || owner.isPresent();
    }
}
