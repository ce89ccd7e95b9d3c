// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts that strangers sent, made fit to be looked at: what has no shape or moves its neighbours is named instead. */
public final class Visible {

    /** Controls but tab and newline, marks of direction, joiners without width, halves of characters. */
    private static final Pattern HIDDEN = Pattern.compile(
            "[\\p{Cc}\\x{61C}\\x{180E}\\x{200B}-\\x{200F}\\x{2028}-\\x{202E}\\x{2060}-\\x{206F}\\x{FEFF}\\p{Cs}&&[^\t\n]]");

    private Visible() {}

    /** The text with each hidden character as its number, as in {@code \}{@code u202e}; empty for null. */
    public static String of(@Nullable String text) {
        return text == null
                ? ""
                : HIDDEN.matcher(text).replaceAll(found -> "\\\\u%04x"
                        .formatted((int) found.group().charAt(0)));
    }

    /** The same, cut behind so many characters where it is longer. */
    public static String brief(@Nullable String text, int most) {
        if (text == null || text.length() <= most) {
            return of(text);
        }
        var end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return of(text.substring(0, end)) + "…";
    }

    /** What stands behind the last slash of a path. */
    public static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
