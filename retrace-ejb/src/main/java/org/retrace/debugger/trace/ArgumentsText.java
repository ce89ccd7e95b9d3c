// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.backtrace.detail.Variable;

/**
 * The grammar of what stands between a frame's parentheses: {@code NAME=VALUE, NAME=VALUE}. Values hold commas, so an
 * argument begins where all brackets and quotes are closed and a name and an equals sign follow.
 */
final class ArgumentsText {

    private static final int ARGUMENTS = 200;
    private static final Pattern START = Pattern.compile("([A-Za-z_$][\\w$#.]*)(@entry)?=");
    private static final String SEPARATOR = ", ";

    private final String text;
    private final List<Variable> variables = new ArrayList<>();
    private boolean quotesCount = true;

    private ArgumentsText(String text) {
        this.text = text;
    }

    static List<Variable> parse(String text) {
        return new ArgumentsText(text).parse();
    }

    private List<Variable> parse() {
        Matcher start = START.matcher(text);
        boolean found = start.lookingAt();
        while (found && variables.size() < ARGUMENTS) {
            String name = start.group().substring(0, start.group().length() - 1);
            int valueStart = start.end();
            int end = valueStart;
            do {
                end = separator(end);
                found = end < text.length()
                        && start.region(end + SEPARATOR.length(), text.length()).lookingAt();
                end += found || end == text.length() ? 0 : SEPARATOR.length();
            } while (!found && end < text.length());
            variables.add(variable(name, text.substring(valueStart, end)));
        }
        return variables;
    }

    /** {@code x=x@entry=5} says that x is 5 and was so from the start. */
    private static Variable variable(String name, String value) {
        String entry = name + "@entry=";
        return new Variable(name, value.startsWith(entry) ? value.substring(entry.length()) : value);
    }

    /** Index of the next separator outside of brackets and quotes, from {@code from}; the text's length: none. */
    private int separator(int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']') {
                depth--;
            } else if (quotesCount && (c == '"' || c == '\'')) {
                i = endOfQuote(i);
            } else if (depth == 0 && text.startsWith(SEPARATOR, i)) {
                return i;
            }
        }
        return text.length();
    }

    /**
     * Index of the quote that ends what begins at {@code start}; that of the start itself when it does not end, and
     * then none counts any more: looking for each one's end would take for ever.
     */
    private int endOfQuote(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == text.charAt(start)) {
                return i;
            }
        }
        quotesCount = false;
        return start;
    }
}
