// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

/**
 * The order of version and release texts, as rpm has it: runs of digits compare as numbers of any length, runs of
 * letters by their bytes, numbers are newer than letters, {@code ~} is older than the end, {@code ^} newer than the end
 * but older than anything else that follows, all other characters only separate.
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
            int order = Integer.compare(rank(), other.rank());
            if (order != 0 || isAtEnd()) {
                return order;
            }
            order = isAtDigit() ? compareNumbers(other) : isAtLetter() ? compareWords(other) : passMark(other);
            if (order != 0) {
                return order;
            }
        }
    }

    /** What comes next, oldest first: {@code ~}, the end, {@code ^}, letters, digits. */
    private int rank() {
        if (isAtEnd()) {
            return 1;
        }
        return switch (text.charAt(position)) {
            case '~' -> 0;
            case '^' -> 2;
            default -> isAtDigit() ? 4 : 3;
        };
    }

    private int passMark(RpmVersion other) {
        position++;
        other.position++;
        return 0;
    }

    private int compareNumbers(RpmVersion other) {
        String number = number();
        String otherNumber = other.number();
        int byLength = Integer.compare(number.length(), otherNumber.length());
        return byLength != 0 ? byLength : number.compareTo(otherNumber);
    }

    private int compareWords(RpmVersion other) {
        return word().compareTo(other.word());
    }

    /** The digits from here on, without leading zeros. */
    private String number() {
        while (isAtDigit() && text.charAt(position) == '0') {
            position++;
        }
        int start = position;
        while (isAtDigit()) {
            position++;
        }
        return text.substring(start, position);
    }

    private String word() {
        int start = position;
        while (isAtLetter()) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipSeparators() {
        while (!isAtEnd() && !isAtDigit() && !isAtLetter() && "~^".indexOf(text.charAt(position)) < 0) {
            position++;
        }
    }

    private boolean isAtEnd() {
        return position >= text.length();
    }

    private boolean isAtDigit() {
        return !isAtEnd() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
    }

    private boolean isAtLetter() {
        char c = isAtEnd() ? 0 : text.charAt(position);
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
