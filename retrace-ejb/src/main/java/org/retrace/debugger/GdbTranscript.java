// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrace.backtrace.BacktraceParser;

/** One run of gdb, read line by line: which part it is in, and what of that belongs into the text. */
final class GdbTranscript {

    private static final int LOADING_LINES = 500;
    private static final int THREADS_LIMIT = 10_000;
    private static final Pattern THREAD = Pattern.compile("Thread (\\d{1,6}) \\(.*");
    private static final Pattern SWITCHING = Pattern.compile("\\[Switching to thread (\\d{1,6}) (\\(.*\\))\\]");

    private final List<GdbPart> parts;
    private final GdbMarks marks;
    private final ReportText text;
    private final FrameRecords records;
    private final List<String> loading = new ArrayList<>();
    private final Set<Integer> threads = new TreeSet<>();
    private int at = -1;
    private boolean selecting;
    private Optional<String> selected = Optional.empty();
    private boolean done;

    GdbTranscript(List<GdbPart> parts, GdbMarks marks, ReportText text, FrameRecords records) {
        this.parts = parts;
        this.marks = marks;
        this.text = text;
        this.records = records;
    }

    /** Index of the part gdb was last in; -1 when it did not come to the first. */
    int reached() {
        return at;
    }

    /** Whether gdb came to the end of the last part. */
    boolean isDone() {
        return done;
    }

    /** Numbers of the threads in the head, as gdb gives them. */
    Set<Integer> threads() {
        return threads;
    }

    /** What gdb said before the first part. */
    List<String> loading() {
        return loading;
    }

    void line(String line) throws IOException {
        if (line.startsWith(marks.prefix())) {
            mark(line);
        } else if (at < 0) {
            load(line);
        } else if (selecting) {
            select(line);
        } else if (!done) {
            tell(line);
        }
    }

    private void mark(String line) throws IOException {
        if (line.equals(marks.done())) {
            done = true;
        } else if (at + 1 < parts.size() && line.equals(marks.begin(at + 1))) {
            at++;
            begin();
        } else if (line.equals(marks.selected(at)) && selected.isPresent()) {
            selecting = false;
            headed();
            tell(selected.get());
        } else if (at >= 0 && !selecting && !parts.get(at).isText() && line.startsWith(marks.record())) {
            records.record(line.substring(marks.record().length()));
        }
    }

    private void begin() throws IOException {
        GdbPart part = parts.get(at);
        selecting = part.thread().isPresent();
        selected = Optional.empty();
        if (!selecting) {
            headed();
        }
        if (part.kind() == GdbPart.Kind.LOADING) {
            for (String line : loading) {
                text.line(line);
            }
        }
    }

    private void headed() throws IOException {
        if (parts.get(at).kind() == GdbPart.Kind.HEAD) {
            text.blank();
        } else if (parts.get(at).isText()) {
            text.heading(parts.get(at).heading());
        }
    }

    private void load(String line) {
        if (loading.size() < LOADING_LINES && !line.startsWith("[New LWP ") && !line.isBlank()) {
            loading.add(line);
        }
    }

    /** A thread that is not there is never switched to: then gdb would go on with another one's frames. */
    private void select(String line) {
        Matcher switching = SWITCHING.matcher(line);
        if (switching.matches()
                && Integer.parseInt(switching.group(1))
                        == parts.get(at).thread().orElseThrow()) {
            selected = Optional.of("Thread " + switching.group(1) + " " + switching.group(2) + ":");
        }
    }

    private void tell(String line) throws IOException {
        if (!parts.get(at).isText()) {
            return;
        }
        Matcher thread = THREAD.matcher(line);
        if (parts.get(at).kind() == GdbPart.Kind.HEAD && thread.matches() && threads.size() < THREADS_LIMIT) {
            threads.add(Integer.parseInt(thread.group(1)));
        }
        text.line(line.startsWith(BacktraceParser.HEADING) ? " " + line : line);
    }
}
