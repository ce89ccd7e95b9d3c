// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.regex.Pattern;
import org.retrace.backtrace.BacktraceParser;

/** The published text of a backtrace, of which the first part is gdb's own output for all threads. */
public final class GdbText {

    private static final Pattern THREAD = Pattern.compile("Thread ([0-9]{1,9}) \\(");

    /** Pieces in which lines are passed on; a line may be of any length. */
    private static final int PIECE = 8192;

    private GdbText() {}

    /**
     * Passes the first part on, or one thread of it.
     *
     * @param thread its number; 0 for all of them
     */
    public static void copy(Reader text, int thread, Writer to) throws IOException {
        var lines = new Lines(new BufferedReader(text), to);
        var wanted = thread == 0;
        for (var start = lines.start(); !start.isEmpty() && !start.startsWith(BacktraceParser.HEADING); ) {
            var heading = THREAD.matcher(start);
            wanted = heading.lookingAt() ? thread == 0 || heading.group(1).equals(Integer.toString(thread)) : wanted;
            lines.rest(start, wanted);
            start = lines.start();
        }
    }

    /**
     * Lines of any length: the start of each is looked at, the rest passes through.
     *
     * @param from where they come from
     * @param to where they go
     */
    private record Lines(BufferedReader from, Writer to) {

        /** The start of the next line, at most {@value GdbText#PIECE} characters with its newline; empty at the end. */
        String start() throws IOException {
            var piece = new StringBuilder();
            var next = from.read();
            while (next >= 0) {
                piece.append((char) next);
                next = next == '\n' || piece.length() == PIECE ? -1 : from.read();
            }
            return piece.toString();
        }

        void rest(String start, boolean wanted) throws IOException {
            var piece = start;
            while (!piece.isEmpty()) {
                if (wanted) {
                    to.write(piece);
                }
                piece = piece.endsWith("\n") ? "" : start();
            }
        }
    }
}
