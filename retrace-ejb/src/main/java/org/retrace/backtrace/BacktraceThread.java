// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thread of a crashed program with its frames.
 *
 * @param number gdb's number, from 1, which is the crashed one in a kernel's coredump
 * @param lwp the kernel's thread id
 * @param name as the program called it
 * @param frames innermost first
 * @param ending why gdb stopped before the outermost frame, in its words; empty when it did not
 */
public record BacktraceThread(
        int number, OptionalInt lwp, Optional<String> name, List<Frame> frames, Optional<String> ending) {

    /** Takes its own copy of the frames. */
    public BacktraceThread {
        frames = List.copyOf(frames);
    }

    /** Whether gdb knew the name of at least one function. */
    public boolean hasFunction() {
        return frames.stream().anyMatch(frame -> frame.function().isPresent());
    }
}
