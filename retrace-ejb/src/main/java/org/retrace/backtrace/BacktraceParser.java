// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.bytes.Limits;

/**
 * A reader of what gdb's {@code bt} and {@code thread apply all bt} print, with lines wrapped or not. It never refuses
 * a text: lines it does not understand are counted and passed over, locals of {@code bt full} (indented by eight) are
 * passed over, and it stops at the first heading line ({@code == ... ==}) of a debugger's report.
 */
public final class BacktraceParser {

    /** How a heading after the backtrace begins. */
    public static final String HEADING = "== ";

    /** Bounds that any backtrace gdb can print in its output limit keeps: entries count frames and threads. */
    public static final Limits LIMITS = new Limits(1_000_000, 64 << 10, 0, 256L << 20);

    private static final Pattern THREAD = Pattern.compile("Thread (\\d{1,9}) \\((.*)\\):(?: \\(Exiting\\))?\\s*");
    private static final Pattern LWP = Pattern.compile("\\b(?:LWP|process) (\\d{1,9})\\b");
    private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"\\s*$");
    private static final Pattern CURRENT = Pattern.compile("\\[Current thread is (\\d{1,9}) \\(.*");

    private final Limits limits;
    private final List<BacktraceThread> threads = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private Matcher header = THREAD.matcher("");
    private boolean open;
    private Optional<String> ending = Optional.empty();
    private OptionalInt current = OptionalInt.empty();
    private int skippedLines;
    private int entries;

    private BacktraceParser(Limits limits) {
        this.limits = limits;
    }

    /** Reads a text within {@link #LIMITS}. */
    public static Backtrace parse(String text) {
        return parse(text, LIMITS);
    }

    /**
     * Reads a text.
     *
     * @param limits entries: most threads and frames together; recordBytes: most characters of one frame, whose rest is
     *     passed over; totalBytes: most characters of the text
     */
    public static Backtrace parse(String text, Limits limits) {
        return new BacktraceParser(limits).read(text);
    }

    private Backtrace read(String text) {
        int end = (int) Math.min(text.length(), limits.totalBytes());
        int start = 0;
        boolean heading = false;
        while (start < end && entries < limits.entries() && !heading) {
            int newline = text.indexOf('\n', start);
            int lineEnd = newline < 0 || newline > end ? end : newline;
            heading = text.startsWith(HEADING, start);
            if (!heading) {
                take(text, start, lineEnd);
            }
            start = lineEnd + 1;
        }
        endThread();
        return new Backtrace(threads, current, skippedLines, heading || start >= text.length());
    }

    private void take(String text, int start, int lineEnd) {
        String line = text.substring(start, (int) Math.min(lineEnd, (long) start + limits.recordBytes()));
        if (isFrameStart(line)) {
            endFrame();
            pending.append(line);
        } else if (isContinuation(line)) {
            append(line);
        } else {
            endFrame();
            takeOther(line);
        }
    }

    private static boolean isFrameStart(String line) {
        return line.length() > 1 && line.charAt(0) == '#' && Character.isDigit(line.charAt(1));
    }

    private boolean isContinuation(String line) {
        return !pending.isEmpty() && line.startsWith("    ") && !line.startsWith("        ") && !line.isBlank();
    }

    private void append(String line) {
        int room = limits.recordBytes() - pending.length() - 1;
        String more = line.strip();
        if (room > 0) {
            if (pending.charAt(pending.length() - 1) != ' ') {
                pending.append(' ');
            }
            pending.append(more, 0, Math.min(more.length(), room));
        }
    }

    private void takeOther(String line) {
        Matcher thread = THREAD.matcher(line);
        Matcher mark = CURRENT.matcher(line);
        if (thread.matches()) {
            endThread();
            header = thread;
            open = true;
            entries++;
        } else if (mark.matches()) {
            current = OptionalInt.of(Integer.parseInt(mark.group(1)));
        } else if (line.startsWith("Backtrace stopped: ") || line.startsWith("(More stack frames follow...)")) {
            ending = Optional.of(line.strip());
        } else if (!line.isBlank() && !line.startsWith("        ") && !line.startsWith("No locals.")) {
            skippedLines++;
        }
    }

    private void endFrame() {
        if (!pending.isEmpty()) {
            FrameText.parse(pending.toString()).ifPresentOrElse(frames::add, () -> skippedLines++);
            pending.setLength(0);
            entries++;
        }
    }

    /** Frames before any header are those of a plain {@code bt}: one thread, which gdb numbers 1. */
    private void endThread() {
        endFrame();
        if (open) {
            String inner = header.group(2);
            int number = Integer.parseInt(header.group(1));
            threads.add(new BacktraceThread(number, lwp(inner), name(inner), frames, ending));
        } else if (!frames.isEmpty()) {
            threads.add(new BacktraceThread(1, OptionalInt.empty(), Optional.empty(), frames, ending));
        }
        frames.clear();
        ending = Optional.empty();
        open = false;
    }

    private static OptionalInt lwp(String inner) {
        Matcher matcher = LWP.matcher(inner);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static Optional<String> name(String inner) {
        Matcher matcher = NAME.matcher(inner);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
