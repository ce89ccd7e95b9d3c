// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.backtrace.detail.Variable;

/** Structured backtraces to be written and read. */
final class Backtraces {

    static final TracedModule TOASTER = new TracedModule(
            "/usr/bin/toaster",
            Optional.of("0123456789abcdef"),
            Optional.of("toaster-1.0-1.x86_64"),
            0x5500_0000_0000L,
            0x5500_0000_9000L,
            true,
            true);

    static final TracedModule LIBRARY = new TracedModule(
            "/usr/lib64/libcrumb.so.1", Optional.empty(), Optional.empty(), -0x2000L, -0x1000L, false, false);

    private Backtraces() {}

    /** One with something in every place. */
    static DetailedBacktrace full() {
        DetailedFrame inner = new DetailedFrame(
                0,
                OptionalLong.of(-0x1ff0L),
                FrameKind.INLINE,
                Optional.of("crumb<int>::operator()"),
                List.of(new Variable("slice", "0x0"), new Variable("label", "0x55 \"b\u00fc<\u202e>\"")),
                List.of(new Variable("i", "<optimized out>")),
                Optional.of(new SourceLine("crumb.c", OptionalInt.of(17))),
                OptionalInt.of(1),
                OptionalLong.of(0x10));
        DetailedThread crashed = new DetailedThread(
                1,
                OptionalLong.of(4711),
                Optional.of("toaster"),
                true,
                List.of(inner, bare(1, FrameKind.SIGNAL), bare(2, FrameKind.TAIL_CALL)),
                Optional.of("Backtrace stopped: it was enough"),
                true);
        DetailedThread other = new DetailedThread(
                2, OptionalLong.empty(), Optional.empty(), false, List.of(), Optional.empty(), false);
        return new DetailedBacktrace(
                Optional.of("SIGSEGV"),
                OptionalInt.of(11),
                OptionalLong.of(-1),
                List.of(crashed, other),
                List.of(TOASTER, LIBRARY),
                List.of("gdb died."),
                false);
    }

    /** One with nothing in any place. */
    static DetailedBacktrace empty() {
        return new DetailedBacktrace(
                Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), List.of(), List.of(), List.of(), true);
    }

    static DetailedFrame bare(int number, FrameKind kind) {
        return new DetailedFrame(
                number,
                OptionalLong.empty(),
                kind,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }
}
