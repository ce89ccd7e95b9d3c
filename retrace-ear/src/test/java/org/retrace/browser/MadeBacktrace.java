// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.IOException;
import java.util.ArrayList;
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
import org.retrace.debugger.trace.DetailedBacktraceWriter;
import org.retrace.it.ServerHome;

/** Structured backtraces of programs that nobody has: many threads, every kind of frame, names that mean harm. */
final class MadeBacktrace {

    /** Markup, a mark that turns the text around, a character without a shape. */
    static final String HOSTILE = "<script>alert(1)</script>&amp;\u202egnp.exe\u0000\u001b[31m\"'";

    private static final List<TracedModule> MODULES = List.of(
            module("/usr/bin/kettle", 0x400000, true, true),
            module("/usr/lib64/libsteam.so.2", 0x7f0000100000L, true, false),
            module("/usr/lib64/libc.so.6", 0x7f0000200000L, true, true),
            module("/usr/lib64/kettle/" + "whistle.so", 0x7f0000300000L, false, false));

    private MadeBacktrace() {}

    /** Puts a backtrace in the place of a finished task's. */
    static void give(ServerHome server, String task, DetailedBacktrace backtrace) throws IOException {
        DetailedBacktraceWriter.write(
                backtrace, server.directory().resolve("spool").resolve(task).resolve("retrace_backtrace.json"));
    }

    /** A crash in one thread, a pool of waiting ones, every kind of frame. */
    static DetailedBacktrace busy() {
        var threads = new ArrayList<DetailedThread>();
        threads.add(thread(1, true, crashed()));
        IntStream.rangeClosed(2, 24).forEach(number -> threads.add(thread(number, false, waiting(0x20))));
        threads.add(thread(25, false, waiting(0x40)));
        return backtrace(threads, List.of("Thread 25 was cut off: gdb reached its limit of time."));
    }

    /** Every name and value means harm. */
    static DetailedBacktrace hostile() {
        var values = List.of(new Variable(HOSTILE, HOSTILE), new Variable("long", "A".repeat(100_000)));
        var frame = new DetailedFrame(
                0,
                OptionalLong.of(0x400123),
                FrameKind.NORMAL,
                Optional.of(HOSTILE + "<" + "std::pair<".repeat(200)),
                values,
                values,
                Optional.of(new SourceLine("/src/" + HOSTILE, OptionalInt.of(1))),
                OptionalInt.of(0),
                OptionalLong.of(0x123));
        var thread = new DetailedThread(
                1, OptionalLong.of(4711), Optional.of(HOSTILE), true, List.of(frame), Optional.of(HOSTILE), false);
        return backtrace(List.of(thread), List.of(HOSTILE));
    }

    /** Threads of which no two are equal, as deep as is said. */
    static DetailedBacktrace large(int threads, int depth) {
        return backtrace(
                IntStream.rangeClosed(1, threads)
                        .mapToObj(number -> thread(
                                number,
                                number == 1,
                                IntStream.range(0, depth)
                                        .mapToObj(at -> own(at, "boil_" + number + "_" + at, 0x1000 * number + at))
                                        .toList()))
                        .toList(),
                List.of());
    }

    private static DetailedBacktrace backtrace(List<DetailedThread> threads, List<String> notes) {
        return new DetailedBacktrace(
                Optional.of("SIGSEGV"),
                OptionalInt.of(11),
                OptionalLong.of(0x18),
                threads,
                MODULES,
                notes,
                notes.isEmpty());
    }

    private static List<DetailedFrame> crashed() {
        return List.of(
                own(0, "read_gauge", 0x1a0),
                frame(1, FrameKind.INLINE, "kettle::Gauge<double>::value", 0, 0x1a0),
                frame(2, FrameKind.SIGNAL, "", 2, 0x3c050),
                frame(3, FrameKind.NORMAL, "steam_release", 1, 0x2210),
                frame(4, FrameKind.NORMAL, "", 1, 0x2400),
                frame(5, FrameKind.TAIL_CALL, "boil", 0, 0x900),
                own(6, "main", 0xa00),
                frame(7, FrameKind.NORMAL, "__libc_start_call_main", 2, 0x271ca),
                frame(8, FrameKind.NORMAL, "", 3, 0x77));
    }

    private static List<DetailedFrame> waiting(long place) {
        return List.of(
                frame(0, FrameKind.NORMAL, "futex_wait", 2, 0x8aebe),
                frame(1, FrameKind.NORMAL, "__pthread_cond_wait_common", 2, 0x8d558),
                own(2, "wait_for_water", place),
                frame(3, FrameKind.NORMAL, "start_thread", 2, 0x89134));
    }

    private static DetailedThread thread(int number, boolean crashed, List<DetailedFrame> frames) {
        return new DetailedThread(
                number,
                OptionalLong.of(4700 + number),
                Optional.of(crashed ? "kettle" : "pool-" + number),
                crashed,
                frames,
                crashed ? Optional.of("previous frame identical to this frame (corrupt stack?)") : Optional.empty(),
                false);
    }

    private static DetailedFrame own(int number, String function, long offset) {
        return frame(number, FrameKind.NORMAL, function, 0, offset);
    }

    private static DetailedFrame frame(int number, FrameKind kind, String function, int module, long offset) {
        var it = MODULES.get(module);
        var known = it.debuginfoFound() && !function.isEmpty();
        var arguments =
                List.of(new Variable("kettle", "0x7ffd1c3a9c00"), new Variable("label", "0x55d0c2f0b0a1 \"burnt\""));
        var locals = List.of(
                new Variable("litres", "1.5"),
                new Variable("gauge", "{scale = 0x18, unit = \"bar\", readings = {1, 2, 3, <optimized out>}}"));
        return new DetailedFrame(
                number,
                OptionalLong.of(it.start() + offset),
                kind,
                function.isEmpty() ? Optional.empty() : Optional.of(function),
                known ? arguments : List.of(),
                known && module == 0 ? locals : List.of(),
                known
                        ? Optional.of(new SourceLine("/usr/src/debug/kettle-2.0/src/gauge.c", OptionalInt.of(41)))
                        : Optional.empty(),
                OptionalInt.of(module),
                OptionalLong.of(offset));
    }

    private static TracedModule module(String path, long start, boolean binary, boolean debuginfo) {
        return new TracedModule(
                path,
                Optional.of("8f3b41d2c5a6e7f8901234567890abcdef" + Long.toHexString(start)),
                binary ? Optional.of("kettle-2.0-1.x86_64") : Optional.empty(),
                start,
                start + 0xfffff,
                binary,
                debuginfo);
    }
}
