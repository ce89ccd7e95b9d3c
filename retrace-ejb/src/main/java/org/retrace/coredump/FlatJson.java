// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tolerant reader of one JSON object's string members. Members of other types are skipped; where the text breaks off
 * or breaks the grammar, the members before that place count. Needs no stack, however deep the text nests.
 */
final class FlatJson {

    private final String text;
    private int position;

    private FlatJson(String text) {
        this.text = text;
    }

    /** The string members of the object, the first of each name. */
    static Map<String, String> parse(String text) {
        FlatJson json = new FlatJson(text);
        Map<String, String> members = new LinkedHashMap<>();
        boolean more = json.accepts('{');
        while (more) {
            more = json.member(members);
        }
        return members;
    }

    /** Reads one member and the comma after it; whether there was one. */
    private boolean member(Map<String, String> members) {
        if (!accepts('"')) {
            return false;
        }
        String name = string();
        if (!accepts(':')) {
            return false;
        }
        if (!accepts('"')) {
            skipValue();
        } else {
            String value = string();
            if (isClosed()) {
                members.putIfAbsent(name, value);
            }
        }
        return accepts(',');
    }

    private boolean accepts(char wanted) {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        boolean there = position < text.length() && text.charAt(position) == wanted;
        if (there) {
            position++;
        }
        return there;
    }

    /** Whether the string read last ended with its quote, and not with the text. */
    private boolean isClosed() {
        return position <= text.length();
    }

    /** The rest of a string after its opening quote; moves beyond the text when the closing one is missing. */
    private String string() {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char next = text.charAt(position++);
            if (next == '"') {
                return value.toString();
            }
            value.append(next == '\\' ? escaped() : next);
        }
        position = text.length() + 1;
        return value.toString();
    }

    private char escaped() {
        if (position >= text.length()) {
            return '\\';
        }
        char code = text.charAt(position++);
        return switch (code) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> code;
        };
    }

    private char unicode() {
        int value = 0;
        for (int digits = 0; digits < 4; digits++) {
            int digit = position < text.length() ? Character.digit(text.charAt(position), 16) : -1;
            if (digit < 0) {
                return '\uFFFD';
            }
            value = 16 * value + digit;
            position++;
        }
        return (char) value;
    }

    /** Moves to the comma or brace that ends a value which is no string. */
    private void skipValue() {
        int depth = 0;
        while (position < text.length()) {
            char next = text.charAt(position);
            if (depth == 0 && (next == ',' || next == '}')) {
                return;
            }
            position++;
            switch (next) {
                case '"' -> string();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
        }
    }
}
