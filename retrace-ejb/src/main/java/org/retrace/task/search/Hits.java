// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import java.util.List;

/**
 * The names of one kind that were found.
 *
 * @param list in alphabetical order, at most {@link TaskSearch#SHOWN}
 * @param more whether there are more
 */
public record Hits(List<Hit> list, boolean more) {

    /** Nothing. */
    public static final Hits NONE = new Hits(List.of(), false);

    /** Takes its own copy of the list. */
    public Hits {
        list = List.copyOf(list);
    }

    /** The first of them, up to the most that are shown. */
    static Hits first(List<Hit> found) {
        return new Hits(found.subList(0, Math.min(TaskSearch.SHOWN, found.size())), found.size() > TaskSearch.SHOWN);
    }
}
