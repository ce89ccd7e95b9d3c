// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The threads of a crashed program.
 *
 * @param threads in the order of the text: gdb prints the highest number first
 * @param current the thread that gdb called current, where the text says so
 * @param skippedLines lines that were not understood, of whatever origin
 * @param whole whether all of the text was read; false when it was more than the limits allow
 */
public record Backtrace(List<BacktraceThread> threads, OptionalInt current, int skippedLines, boolean whole) {

    /** Takes its own copy of the threads. */
    public Backtrace {
        threads = List.copyOf(threads);
    }

    /** The thread gdb called current, else number 1, else the only one there is. */
    public Optional<BacktraceThread> crashedThread() {
        Optional<BacktraceThread> numbered = threads.stream()
                .filter(thread -> thread.number() == current.orElse(1))
                .findFirst();
        return numbered.or(() -> threads.size() == 1 ? Optional.of(threads.get(0)) : Optional.empty());
    }

    /** Whether at least one function of the crashed thread has a name: else the retrace found nothing. */
    public boolean hasFunctionInCrashedThread() {
        return crashedThread().filter(BacktraceThread::hasFunction).isPresent();
    }
}
