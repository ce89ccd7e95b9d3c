// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Texts of strangers as pages show them: whatever they hold stays text in its own place. Characters that would not be
 * seen, or that would change how others are seen, are shown by names.
 */
public final class Plain {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Plain() {}

    /** At most so many characters of a text; empty for none. */
    public static String of(@Nullable String text, int most) {
        return shown(text, most, Plain::isVisible);
    }

    /** The same of a text of several lines, which stay lines. */
    public static String lines(@Nullable String text, int most) {
        return shown(text, most, character -> character == '\n' || character == '\t' || isVisible(character));
    }

    private static String shown(@Nullable String text, int most, IntPredicate stays) {
        if (text == null) {
            return "";
        }
        var shown = new StringBuilder();
        text.codePoints().limit(most).forEach(character -> {
            if (stays.test(character)) {
                shown.appendCodePoint(character);
            } else {
                shown.append("⟨U+%04X⟩".formatted(character));
            }
        });
        return text.codePointCount(0, text.length()) > most ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            case Character.FORMAT -> character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
