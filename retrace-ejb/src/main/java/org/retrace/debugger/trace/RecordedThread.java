// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.backtrace.detail.DetailedFrame;

/**
 * What the script beside gdb said of one thread.
 *
 * @param number gdb's
 * @param lwp the kernel's thread id
 * @param name as the program called it
 * @param frames from the innermost on, numbered without a gap
 * @param end how the frames ended; empty when gdb ended before
 */
public record RecordedThread(
        int number, OptionalLong lwp, Optional<String> name, List<DetailedFrame> frames, Optional<End> end) {

    /** Takes its own copy of the frames. */
    public RecordedThread {
        frames = List.copyOf(frames);
    }

    /**
     * How the frames of a thread ended.
     *
     * @param cut whether there are more
     * @param variablesLeftOut whether frames have variables that are not listed
     * @param reason why gdb stopped before the outermost, in its words
     */
    public record End(boolean cut, boolean variablesLeftOut, Optional<String> reason) {}
}
