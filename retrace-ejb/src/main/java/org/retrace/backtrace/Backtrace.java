// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.List;
import java.util.Optional;

/**
 * The threads of a crashed process, in gdb's order.
 *
 * @param threads each number once
 */
public record Backtrace(List<BacktraceThread> threads) {

    /** Copies the threads. */
    public Backtrace {
        threads = List.copyOf(threads);
    }

    /** The thread that crashed: the kernel writes it first, and gdb numbers it 1. */
    public Optional<BacktraceThread> crashedThread() {
        return threads.stream().filter(thread -> thread.number() == 1).findFirst();
    }

    /** Whether the backtrace says anything: one frame of the crashed thread with a function is enough. */
    public boolean hasFunctionInCrashedThread() {
        return crashedThread().stream()
                .flatMap(thread -> thread.frames().stream())
                .anyMatch(frame -> frame.function().isPresent());
    }
}
