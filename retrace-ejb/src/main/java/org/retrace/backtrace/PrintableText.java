// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

/** Text of a crashed program, fit to be shown in one line of any terminal, log or page. */
public final class PrintableText {

    private PrintableText() {}

    /** The text with control characters but tab spelled {@code \xNN}, and halves of characters replaced. */
    public static String of(String text) {
        if (text.codePoints().allMatch(PrintableText::isPrintable)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.append('\ufffd');
            }
        });
        return shown.toString();
    }

    private static boolean isPrintable(int c) {
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c == '\t' || (!Character.isISOControl(c) && !half);
    }
}
