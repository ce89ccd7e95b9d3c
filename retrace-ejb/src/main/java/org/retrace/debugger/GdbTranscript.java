// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that is kept of several runs of gdb: what stands between our marks, without what gdb says while it loads
 * files.
 */
final class GdbTranscript {

    private static final Pattern THREAD = Pattern.compile("Thread (\\d{1,9}) .*");
    private static final String SHORT = "Threads";

    private final Writer out;
    private final List<Integer> threads = new ArrayList<>();
    private String section = "";
    private boolean keeping;
    private boolean complete;
    private int begun;
    private int ended;
    private long length;

    GdbTranscript(Writer out) {
        this.out = out;
    }

    /** Adds one run's output. */
    void append(GdbOutput output) throws IOException {
        for (Optional<String> line = output.next(); line.isPresent(); line = output.next()) {
            if (line.get().startsWith(GdbCommands.MARK)) {
                mark(line.get().substring(GdbCommands.MARK.length()));
            } else if (keeping) {
                keep(line.get());
            }
        }
        keeping = false;
    }

    /** Whether the first run came to its end. */
    boolean isComplete() {
        return complete;
    }

    /** gdb's numbers of the threads that were shown in short, in order. */
    List<Integer> threads() {
        return List.copyOf(threads);
    }

    /** The thread in which the last run was cut off, once. */
    Optional<Integer> takeCutOff() {
        Optional<Integer> thread = begun == ended ? Optional.empty() : Optional.of(begun);
        begun = ended;
        return thread;
    }

    /** The thread that was last shown in full and to its end; 0 before the first. */
    int lastEnded() {
        return ended;
    }

    /** Characters kept so far. */
    long length() {
        return length;
    }

    private void mark(String text) throws IOException {
        String[] words = text.strip().split(" ", 2);
        keeping = false;
        if (words[0].equals("section") && words.length == 2) {
            section = words[1];
            keeping = true;
            if (!section.equals(SHORT)) {
                write("== " + section + " ==");
            }
        } else if (words[0].equals("begin") && words.length == 2) {
            section = "full";
            begun = Integer.parseInt(words[1]);
            keeping = true;
            write("== Thread " + begun + " in full ==");
        } else if (words[0].equals("end") && words.length == 2) {
            ended = Integer.parseInt(words[1]);
            begun = ended;
        } else {
            complete = true;
        }
    }

    private void keep(String line) throws IOException {
        Matcher thread = THREAD.matcher(line);
        if (section.equals(SHORT) && thread.matches()) {
            threads.add(Integer.parseInt(thread.group(1)));
        }
        write(line);
    }

    private void write(String line) throws IOException {
        out.write(line);
        out.write('\n');
        length += line.length() + 1;
    }
}
