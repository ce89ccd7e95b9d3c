// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.backtrace.detail.Variable;

/** Threads and frames for tests, in three modules: the program, the C library, a library without debuginfo. */
final class MadeThreads {

    static final int PROGRAM = 0;
    static final int LIBRARY = 1;
    static final int BARE = 2;

    private MadeThreads() {}

    static DetailedBacktrace backtrace(List<DetailedThread> threads) {
        return new DetailedBacktrace(
                Optional.of("SIGSEGV"),
                OptionalInt.of(11),
                OptionalLong.of(0x18),
                threads,
                List.of(
                        module("/usr/bin/kettle", true),
                        module("/usr/lib64/libc.so.6", true),
                        module("/usr/lib64/libsteam.so.2", false)),
                List.of(),
                true);
    }

    static DetailedThread thread(int number, boolean crashed, DetailedFrame... frames) {
        return new DetailedThread(
                number,
                OptionalLong.of(100 + number),
                Optional.of("kettle"),
                crashed,
                List.of(frames),
                Optional.empty(),
                false);
    }

    static DetailedThread deep(int number, int depth) {
        return thread(
                number,
                number == 1,
                IntStream.range(0, depth)
                        .mapToObj(at -> frame(at, "boil", PROGRAM, 0x100L * number + at))
                        .toArray(DetailedFrame[]::new));
    }

    static DetailedFrame frame(int number, String function, int module, long offset, Variable... arguments) {
        return new DetailedFrame(
                number,
                OptionalLong.of(0x1000 + offset),
                FrameKind.NORMAL,
                function.isEmpty() ? Optional.empty() : Optional.of(function),
                List.of(arguments),
                List.of(),
                module == BARE || function.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SourceLine("/src/kettle/" + function + ".c", OptionalInt.of(7))),
                OptionalInt.of(module),
                OptionalLong.of(offset));
    }

    private static TracedModule module(String path, boolean debuginfo) {
        return new TracedModule(path, Optional.of("ab12"), Optional.empty(), 0x1000, 0x9000, true, debuginfo);
    }
}
