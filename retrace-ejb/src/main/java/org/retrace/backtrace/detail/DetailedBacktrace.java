// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A crash as values: what a backtrace's text says, and where each frame lies.
 *
 * @param signal name of the signal that ended the program, as in {@code SIGSEGV}
 * @param signalNumber the same as a number, above 0
 * @param faultAddress the address it could not use, unsigned, for signals that have one
 * @param threads the crashed one first, then by number
 * @param modules in the order of their addresses
 * @param notes what is missing or was cut, a sentence each
 * @param whole whether nothing is missing that could have been said; false when a debugger died or was cut off
 */
public record DetailedBacktrace(
        Optional<String> signal,
        OptionalInt signalNumber,
        OptionalLong faultAddress,
        List<DetailedThread> threads,
        List<TracedModule> modules,
        List<String> notes,
        boolean whole) {

    /** Takes its own copies of the lists. */
    public DetailedBacktrace {
        threads = List.copyOf(threads);
        modules = List.copyOf(modules);
        notes = List.copyOf(notes);
    }

    /** The thread that the signal hit. */
    public Optional<DetailedThread> crashedThread() {
        return threads.stream().filter(DetailedThread::crashed).findFirst();
    }

    /** The module that a frame lies in, where it lies in one. */
    public Optional<TracedModule> module(DetailedFrame frame) {
        return frame.module().stream()
                .filter(index -> index >= 0 && index < modules.size())
                .mapToObj(modules::get)
                .findFirst();
    }
}
