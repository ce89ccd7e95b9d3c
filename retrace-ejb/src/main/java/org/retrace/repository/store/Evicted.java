// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What was removed from a store to make room.
 *
 * @param packages how many
 * @param bytes of the disk
 * @param problems what could not be looked at or removed, a sentence each
 */
public record Evicted(int packages, long bytes, List<String> problems) {

    static final Evicted NONE = new Evicted(0, 0, List.of());

    private static final int MAX_PROBLEMS = 10;

    /** Copies the problems, the first of many. */
    public Evicted {
        problems = List.copyOf(problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
    }

    Evicted and(Evicted other) {
        List<String> all = new ArrayList<>(problems);
        all.addAll(other.problems);
        return new Evicted(packages + other.packages, bytes + other.bytes, all);
    }
}
