// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody who mistyped it most likely meant. */
public final class NearestKey {

    private NearestKey() {}

    /** The option's key that is {@link #among} all nearest. */
    static Optional<String> to(String typed) {
        return among(Option.all().stream().map(Option::key).toList(), typed);
    }

    /** The known word that takes the fewest edits, if they are at most a third of what was typed. */
    public static Optional<String> among(Collection<String> known, String typed) {
        return known.stream()
                .min(Comparator.comparingInt(key -> edits(typed, key)))
                .filter(key -> edits(typed, key) * 3 <= typed.length());
    }

    /** Characters to add, drop or change, case aside, to make one of the other (Levenshtein). */
    static int edits(String from, String to) {
        var a = from.toLowerCase(Locale.ROOT);
        var b = to.toLowerCase(Locale.ROOT);
        var row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
