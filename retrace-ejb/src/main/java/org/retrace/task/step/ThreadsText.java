// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backtraces of all threads as far as programs read them, out of a text that may be larger than memory: the
 * beginning of each thread, and as many of them as there is room for. The crashed one, which gdb numbers 1, has a room
 * of its own: its signature never depends on the others.
 */
final class ThreadsText {

    /** One frame more than a structured backtrace lists of a thread. */
    static final int LINES_OF_A_THREAD = 2001;

    private static final Pattern THREAD = Pattern.compile("Thread (\\d+) \\(.*");

    private final Room crashed = new Room(LINES_OF_A_THREAD, 4 << 20);
    private final Room others = new Room(100_000, 8 << 20);
    private Room room = crashed;
    private int lines;

    /** Takes the next line in, if there is room for it. */
    void line(String line) {
        Matcher thread = THREAD.matcher(line);
        if (thread.matches()) {
            room = thread.group(1).equals("1") ? crashed : others;
            lines = 0;
        }
        if (lines < LINES_OF_A_THREAD) {
            room.take(line);
            lines++;
        }
    }

    /** The crashed thread first. */
    String text() {
        return crashed.text.append(others.text).toString();
    }

    /** Whether a line is missing that is not behind the frames that are listed of any thread. */
    boolean isCut() {
        return crashed.full || others.full;
    }

    /** Text up to a number of lines and characters. */
    private static final class Room {

        private final StringBuilder text = new StringBuilder();
        private final int maxLines;
        private final int maxChars;
        private int lines;
        private boolean full;

        Room(int maxLines, int maxChars) {
            this.maxLines = maxLines;
            this.maxChars = maxChars;
        }

        void take(String line) {
            full |= lines == maxLines || text.length() + line.length() >= maxChars;
            if (!full) {
                text.append(line).append('\n');
                lines++;
            }
        }
    }
}
