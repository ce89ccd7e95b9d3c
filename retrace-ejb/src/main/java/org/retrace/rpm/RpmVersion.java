// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.math.BigInteger;

/**
 * The order of version and release texts, as rpm has it: runs of digits compare as numbers, runs of letters as text,
 * numbers are newer than letters, {@code ~} is older than the end, {@code ^} newer than the end but older than anything
 * that follows, all else only separates.
 */
public final class RpmVersion {

    private final String text;
    private int position;

    private RpmVersion(String text) {
        this.text = text;
    }

    /** Negative when the first is older, positive when it is newer, 0 when rpm calls them equal. */
    public static int compare(String first, String second) {
        return new RpmVersion(first).compareWith(new RpmVersion(second));
    }

    private int compareWith(RpmVersion other) {
        while (true) {
            skipSeparators();
            other.skipSeparators();
            if (at('~') || other.at('~')) {
                if (!at('~') || !other.at('~')) {
                    return at('~') ? -1 : 1;
                }
                advance(other);
            } else if (at('^') || other.at('^')) {
                if (!at('^') || !other.at('^')) {
                    return compareWithCaret(other);
                }
                advance(other);
            } else if (isAtEnd() || other.isAtEnd()) {
                return isAtEnd() ? other.isAtEnd() ? 0 : -1 : 1;
            } else {
                int segment = compareSegments(other);
                if (segment != 0) {
                    return segment;
                }
            }
        }
    }

    /** One of both stands at a caret: it is newer than the end of the other, and older than anything else. */
    private int compareWithCaret(RpmVersion other) {
        if (isAtEnd() || other.isAtEnd()) {
            return isAtEnd() ? -1 : 1;
        }
        return at('^') ? -1 : 1;
    }

    private void advance(RpmVersion other) {
        position++;
        other.position++;
    }

    private int compareSegments(RpmVersion other) {
        boolean numeric = isDigit(text.charAt(position));
        boolean otherNumeric = isDigit(other.text.charAt(other.position));
        if (numeric != otherNumeric) {
            return numeric ? 1 : -1;
        }
        String segment = segment(numeric);
        String otherSegment = other.segment(numeric);
        return numeric
                ? new BigInteger(segment).compareTo(new BigInteger(otherSegment))
                : Integer.signum(segment.compareTo(otherSegment));
    }

    private String segment(boolean numeric) {
        int start = position;
        while (!isAtEnd() && (numeric ? isDigit(text.charAt(position)) : isLetter(text.charAt(position)))) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipSeparators() {
        while (!isAtEnd()
                && !isDigit(text.charAt(position))
                && !isLetter(text.charAt(position))
                && !at('~')
                && !at('^')) {
            position++;
        }
    }

    private boolean at(char c) {
        return !isAtEnd() && text.charAt(position) == c;
    }

    private boolean isAtEnd() {
        return position >= text.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
