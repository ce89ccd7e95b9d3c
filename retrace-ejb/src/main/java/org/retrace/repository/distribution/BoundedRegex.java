// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.retrace.bytes.FormatException;

/**
 * A regular expression from a plugin that cannot take for ever: its repetitions do not nest, what it is tried on is
 * short, and after so many looks at a character it does not match.
 */
public final class BoundedRegex {

    /** Most characters of an expression. */
    static final int MAX_EXPRESSION = 512;

    /** Most characters of a text; a longer one does not match. */
    static final int MAX_TEXT = 256;

    private static final int MAX_LOOKS = 200_000;

    private final Pattern pattern;

    private BoundedRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads an expression in the syntax of Java.
     *
     * @throws FormatException when it is none, too long, or repeats a group that holds a repetition or a choice; at
     *     which of its characters
     */
    public static BoundedRegex compile(String text) throws FormatException {
        if (text.length() > MAX_EXPRESSION) {
            throw new FormatException("regular expression", -1, "has over " + MAX_EXPRESSION + " characters");
        }
        try {
            var pattern = Pattern.compile(text);
            new Shape(text).check();
            return new BoundedRegex(pattern);
        } catch (PatternSyntaxException e) {
            throw new FormatException("regular expression", e.getIndex(), e.getDescription());
        }
    }

    /** How many groups of it capture. */
    int groups() {
        return pattern.matcher("").groupCount();
    }

    /** What its groups capture in the first place of the text where it matches; the first is the match itself. */
    Optional<List<String>> find(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            var matcher = pattern.matcher(new Watched(text));
            if (!matcher.find()) {
                return Optional.empty();
            }
            var groups = new ArrayList<String>();
            for (int i = 0; i <= matcher.groupCount(); i++) {
                groups.add(Objects.requireNonNullElse(matcher.group(i), ""));
            }
            return Optional.of(groups);
        } catch (TooManyLooks e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    /** A text that counts how often a character of it is looked at. */
    private static final class Watched implements CharSequence {

        private final String text;
        private int left = MAX_LOOKS;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (left-- == 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The way out of a match that takes too long. */
    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The groups of an expression, without their meaning. */
    private static final class Shape {

        private final String text;
        private final ArrayList<Boolean> open = new ArrayList<>(List.of(false));
        private int at;

        Shape(String text) {
            this.text = text;
        }

        void check() throws FormatException {
            while (at < text.length()) {
                char c = text.charAt(at);
                switch (c) {
                    case '\\' -> at += text.startsWith("\\Q", at) ? literal() : 2;
                    case '[' -> at += characterClass();
                    case '(' -> {
                        open.add(false);
                        at += text.startsWith("(?", at) ? 2 : 1;
                    }
                    case ')' -> close();
                    default -> {
                        if ("|*+?{".indexOf(c) >= 0) {
                            choice();
                        }
                        at++;
                    }
                }
            }
        }

        private void choice() {
            open.set(open.size() - 1, true);
        }

        private void close() throws FormatException {
            at++;
            if (open.size() == 1) {
                return;
            }
            boolean varies = open.remove(open.size() - 1);
            if (varies && at < text.length() && "*+{".indexOf(text.charAt(at)) >= 0) {
                throw new FormatException(
                        "regular expression",
                        at,
                        "repeats a group in which there is a repetition or a choice, which can take for ever");
            }
            if (varies) {
                choice();
            }
        }

        private int literal() {
            int end = text.indexOf("\\E", at);
            return end < 0 ? text.length() - at : end + 2 - at;
        }

        /** Length of the class that begins here, classes within it included. */
        private int characterClass() {
            int first = text.startsWith("[^", at) ? at + 2 : at + 1;
            int depth = 1;
            for (int i = text.startsWith("]", first) ? first + 1 : first; i < text.length(); i++) {
                switch (text.charAt(i)) {
                    case '\\' -> i++;
                    case '[' -> depth++;
                    case ']' -> {
                        if (--depth == 0) {
                            return i + 1 - at;
                        }
                    }
                    default -> {}
                }
            }
            return text.length() - at;
        }
    }
}
