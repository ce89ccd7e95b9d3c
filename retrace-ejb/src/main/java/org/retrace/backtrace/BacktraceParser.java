// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads the threads and frames out of gdb's text. Untrusted input: names and arguments are the crashed program's. Lines
 * that are no thread and no frame are passed over; nothing makes it throw.
 */
public final class BacktraceParser {

    private static final int MAX_THREADS = 100_000;
    private static final int MAX_FRAMES = 1_000_000;

    private final List<BacktraceThread> threads = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private int number = -1;
    private String header = "";
    private int total;

    private BacktraceParser() {}

    /** The first {@code thread apply all bt} in the text: a thread number that comes again ends it. */
    public static Backtrace parse(String text) {
        BacktraceParser parser = new BacktraceParser();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (!parser.take(line)) {
                break;
            }
        }
        parser.endThread();
        return new Backtrace(parser.threads);
    }

    private boolean take(String line) {
        if (line.startsWith("Thread ")) {
            return takeThread(line);
        }
        if (line.startsWith("#") && number >= 0 && total < MAX_FRAMES) {
            frame(line).ifPresent(frame -> {
                frames.add(frame);
                total++;
            });
        }
        return true;
    }

    private boolean takeThread(String line) {
        int space = line.indexOf(' ', 7);
        OptionalInt next = integer(space < 0 ? line.substring(7) : line.substring(7, space));
        if (next.isEmpty()) {
            return true;
        }
        endThread();
        if (threads.size() >= MAX_THREADS || threads.stream().anyMatch(t -> t.number() == next.getAsInt())) {
            return false;
        }
        number = next.getAsInt();
        header = space < 0 ? "" : line.substring(space + 1);
        return true;
    }

    private void endThread() {
        if (number >= 0) {
            threads.add(new BacktraceThread(number, header, frames));
            frames.clear();
            number = -1;
        }
    }

    private static Optional<Frame> frame(String line) {
        int end = 1;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        OptionalInt frameNumber = integer(line.substring(1, end));
        if (frameNumber.isEmpty()) {
            return Optional.empty();
        }
        String rest = line.substring(end).strip();
        OptionalLong address = OptionalLong.empty();
        int in = rest.indexOf(" in ");
        if (rest.startsWith("0x") && in > 0) {
            address = hex(rest.substring(2, in));
            rest = rest.substring(in + 4);
        }
        return Optional.of(call(frameNumber.getAsInt(), address, rest));
    }

    /** The part behind the address: {@code function (arguments) at file:line} or {@code from module}. */
    private static Frame call(int number, OptionalLong address, String rest) {
        if (rest.startsWith("<")) {
            return new Frame(
                    number, address, Optional.of(rest), "", Optional.empty(), OptionalInt.empty(), Optional.empty());
        }
        int open = rest.indexOf(" (");
        int close = open < 0 ? -1 : closing(rest, open + 1);
        String name = open < 0 ? rest : rest.substring(0, open);
        String arguments = close < 0 ? "" : rest.substring(open + 2, close);
        String tail = close < 0 ? "" : rest.substring(close + 1);
        int colon = tail.lastIndexOf(':');
        boolean at = tail.startsWith(" at ") && colon > 0;
        return new Frame(
                number,
                address,
                name.isEmpty() || name.equals("??") ? Optional.empty() : Optional.of(name),
                arguments,
                at ? Optional.of(tail.substring(4, colon)) : Optional.empty(),
                at ? integer(tail.substring(colon + 1)) : OptionalInt.empty(),
                tail.startsWith(" from ") ? Optional.of(tail.substring(6)) : Optional.empty());
    }

    /** Position of the parenthesis that closes the one at {@code open}, strings and characters skipped; -1 if none. */
    private static int closing(String text, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static OptionalInt integer(String digits) {
        boolean fits =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return fits ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    private static OptionalLong hex(String digits) {
        boolean fits = !digits.isEmpty()
                && digits.length() <= 16
                && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        return fits ? OptionalLong.of(Long.parseUnsignedLong(digits, 16)) : OptionalLong.empty();
    }
}
