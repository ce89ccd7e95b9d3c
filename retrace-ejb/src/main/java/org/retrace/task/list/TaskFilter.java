// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which tasks a list holds: those to which all of it applies.
 *
 * @param standing where they stand
 * @param terms what they have in common
 * @param since created then or later
 * @param until created before
 */
public record TaskFilter(
        Optional<Standing> standing, Map<TaskTerm, String> terms, Optional<Instant> since, Optional<Instant> until) {

    /** Every task. */
    public static final TaskFilter NONE =
            new TaskFilter(Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

    /** Takes its own copy of the terms. */
    public TaskFilter {
        terms = Map.copyOf(terms);
    }

    /** The tasks that stand there. */
    public static TaskFilter of(Standing standing) {
        return new TaskFilter(Optional.of(standing), Map.of(), Optional.empty(), Optional.empty());
    }

    /** Whether it may pass over a waiting task between two others. */
    public boolean hasGaps() {
        return !terms.isEmpty() || since.isPresent() || until.isPresent();
    }
}
