// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One thing gdb is asked, whose answer is one section of the text.
 *
 * @param kind where the answer goes
 * @param heading what it is called, in the text and in notes
 * @param thread the thread that must be selected first; a coredump without it makes no section
 * @param commands gdb commands; an error in one does not keep the next from running
 */
record GdbPart(Kind kind, String heading, OptionalInt thread, List<String> commands) {

    /** Where an answer goes. */
    enum Kind {
        /** To the start of the text, without a heading. */
        HEAD,
        /** Not asked: what gdb said before its first part. */
        LOADING,
        /** Under its heading. */
        SECTION,
        /** Not into the text: records of the script, for programs. */
        FRAMES,
        /** Not into the text: the record of the other script, which is asked last. */
        RATING
    }

    /** Most frames shown with their locals: an endless recursion has a hundred thousand. */
    static final int FULL_FRAMES = 500;

    /** Most frames of the crashed thread when it is shown alone. */
    static final int ALONE_FRAMES = 1000;

    /** The backtraces of all threads; gdb prints a thread's only once it has all of it. */
    static GdbPart allThreads() {
        return new GdbPart(
                Kind.HEAD, "backtrace of all threads", OptionalInt.empty(), List.of("thread apply all -c bt"));
    }

    /** The crashed thread alone, printed as it is found: for when gdb did not survive {@link #allThreads}. */
    static GdbPart crashedThread() {
        return new GdbPart(
                Kind.HEAD, "backtrace of the crashed thread", OptionalInt.of(1), List.of("bt " + ALONE_FRAMES));
    }

    static GdbPart full(int thread) {
        return new GdbPart(
                Kind.SECTION,
                "Full backtrace of thread " + thread,
                OptionalInt.of(thread),
                List.of("bt -full " + FULL_FRAMES));
    }

    /** The thread's frames for programs, by the script. */
    static GdbPart frames(int thread) {
        return new GdbPart(
                Kind.FRAMES,
                "frames of thread " + thread,
                OptionalInt.of(thread),
                List.of("source " + GdbCommandLine.SCRIPT));
    }

    /** How the crash could be abused, for programs, by the other script. */
    static GdbPart exploitability() {
        return new GdbPart(
                Kind.RATING,
                "exploitability of the crash",
                OptionalInt.of(1),
                List.of("source " + GdbCommandLine.EXPLOITABLE));
    }

    boolean isText() {
        return kind.compareTo(Kind.FRAMES) < 0;
    }

    /** What is asked once, of the crashed thread. */
    static List<GdbPart> sections() {
        return List.of(
                new GdbPart(Kind.LOADING, "Loading", OptionalInt.empty(), List.of()),
                section("Signal", "print $_siginfo.si_signo", "print $_siginfo._sifields._sigfault.si_addr"),
                section("Shared libraries", "info sharedlibrary"),
                section("Registers of the crashed thread", "info registers"),
                section("Instructions from the crashed thread's program counter", "info symbol $pc", "x/12i $pc"));
    }

    /** With {@code -c} an error becomes part of the output, at its place. */
    private static GdbPart section(String heading, String... commands) {
        List<String> guarded = Stream.of(commands)
                .map(command -> "thread apply 1 -q -c " + command)
                .toList();
        return new GdbPart(Kind.SECTION, heading, OptionalInt.empty(), guarded);
    }

    /** The commands with the marks around them, as {@link GdbTranscript} expects them. */
    List<String> marked(GdbMarks marks, int index) {
        List<String> all = new ArrayList<>(List.of("echo \\n" + marks.begin(index) + "\\n"));
        thread.ifPresent(number -> all.addAll(List.of("thread " + number, "echo \\n" + marks.selected(index) + "\\n")));
        all.addAll(commands);
        return all;
    }
}
