// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of one frame: {@code #N [0xADDRESS in ]FUNCTION (ARGUMENTS)[ at FILE:LINE| from MODULE]}. Function names
 * of C++ and values of arguments hold parentheses, so the arguments are the first group after a blank that is closed
 * and then followed by a place or nothing.
 */
final class FrameText {

    private static final int GROUPS_TRIED = 32;
    private static final int DEPTH_LIMIT = 1000;
    private static final Pattern START = Pattern.compile("#(\\d{1,9})\\s+(?:0x([0-9a-f]{1,16})\\s+in\\s+)?");
    private static final Pattern HANDLER = Pattern.compile("<signal handler called>\\s*");
    private static final Pattern LINE = Pattern.compile(" at (.+?):(\\d{1,9})\\s*");

    private final String text;
    private final int number;
    private final OptionalLong address;
    private final int start;

    private FrameText(String text, Matcher matcher) {
        this.text = text;
        this.number = Integer.parseInt(matcher.group(1));
        this.address = matcher.group(2) == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseUnsignedLong(matcher.group(2), 16));
        this.start = matcher.end();
    }

    /** The frame this text spells; empty when it spells none. */
    static Optional<Frame> parse(String text) {
        Matcher matcher = START.matcher(text);
        return matcher.lookingAt() ? new FrameText(text, matcher).frame() : Optional.empty();
    }

    private Optional<Frame> frame() {
        if (HANDLER.matcher(text.substring(start)).matches()) {
            return Optional.of(new Frame(
                    number,
                    address,
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    true));
        }
        int open = text.indexOf(" (", start);
        for (int tried = 0; open >= 0 && tried < GROUPS_TRIED; tried++) {
            int close = closing(open + 1);
            if (close >= 0 && isPlace(close + 1)) {
                return Optional.of(frame(open, close));
            }
            open = text.indexOf(" (", open + 1);
        }
        return Optional.empty();
    }

    private Frame frame(int open, int close) {
        String function = text.substring(start, open).strip();
        String place = text.substring(close + 1);
        Matcher line = LINE.matcher(place);
        boolean atLine = line.matches();
        boolean known = !function.isEmpty() && !function.equals("??");
        return new Frame(
                number,
                address,
                known ? Optional.of(function) : Optional.empty(),
                text.substring(open + 2, close),
                atLine ? Optional.of(line.group(1)) : file(place),
                atLine ? OptionalInt.of(Integer.parseInt(line.group(2))) : OptionalInt.empty(),
                place.startsWith(" from ") ? Optional.of(place.substring(6).strip()) : Optional.empty(),
                false);
    }

    private static Optional<String> file(String place) {
        return place.startsWith(" at ") ? Optional.of(place.substring(4).strip()) : Optional.empty();
    }

    private boolean isPlace(int from) {
        return text.startsWith(" at ", from)
                || text.startsWith(" from ", from)
                || text.substring(from).isBlank();
    }

    /** Index of the parenthesis that closes the one at {@code open}, strings and characters passed over; -1: none. */
    private int closing(int open) {
        int depth = 0;
        for (int i = open; i >= 0 && i < text.length() && depth < DEPTH_LIMIT; i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            } else if (c == '"' || c == '\'') {
                i = endOfQuote(i);
            }
        }
        return -1;
    }

    /** Index of the quote that ends what begins at {@code start}; that of the start itself when it does not end. */
    private int endOfQuote(int quote) {
        for (int i = quote + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == text.charAt(quote)) {
                return i;
            }
        }
        return quote;
    }
}
