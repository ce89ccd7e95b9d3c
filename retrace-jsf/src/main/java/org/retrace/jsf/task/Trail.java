// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The pages of a list between its newest and the one that is shown, by their cursors, newest first; the newest page has
 * none. The last cursor is the shown page's.
 */
record Trail(List<Long> cursors) {

    /** Most pages that are remembered; beyond that the way back begins anew. */
    private static final int MOST = 100;

    static final Trail NEWEST = new Trail(List.of());

    Trail {
        cursors = List.copyOf(cursors);
    }

    /** Reads cursors that an address brings, divided by full stops; anything else is the newest page. */
    static Trail parse(String text) {
        if (!text.matches("[0-9]{1,18}(\\.[0-9]{1,18}){0,99}")) {
            return NEWEST;
        }
        return new Trail(Arrays.stream(text.split("\\.", -1)).map(Long::valueOf).toList());
    }

    boolean isNewest() {
        return cursors.isEmpty();
    }

    /** The cursor of the shown page: tasks that arrived before it. */
    OptionalLong before() {
        return isNewest() ? OptionalLong.empty() : OptionalLong.of(cursors.get(cursors.size() - 1));
    }

    /** The page after this, whose tasks arrived before a cursor. */
    Trail older(long cursor) {
        var longer = new ArrayList<>(cursors.size() < MOST ? cursors : List.<Long>of());
        longer.add(cursor);
        return new Trail(longer);
    }

    /** The page before this. */
    Trail newer() {
        return isNewest() ? this : new Trail(cursors.subList(0, cursors.size() - 1));
    }

    /** As {@link #parse(String)} reads it. */
    String text() {
        return cursors.stream().map(Object::toString).collect(Collectors.joining("."));
    }
}
