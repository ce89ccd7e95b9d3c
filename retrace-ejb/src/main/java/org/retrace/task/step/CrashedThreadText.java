// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of the crashed thread in the backtraces of all threads, which may be larger than memory: as much as a
 * signature looks at, and more. gdb numbers the crashed thread 1.
 */
final class CrashedThreadText {

    private static final int MAX_LINES = 1000;
    private static final int MAX_CHARS = 4 << 20;
    private static final Pattern THREAD = Pattern.compile("Thread (\\d+) \\(.*");

    private final StringBuilder text = new StringBuilder();
    private boolean inCrashed = true;
    private int lines;

    /** Takes the next line in, if it belongs there. */
    void line(String line) {
        Matcher thread = THREAD.matcher(line);
        if (thread.matches()) {
            inCrashed = thread.group(1).equals("1");
        }
        if (inCrashed && lines < MAX_LINES && text.length() + line.length() < MAX_CHARS) {
            text.append(line).append('\n');
            lines++;
        }
    }

    String text() {
        return text.toString();
    }
}
