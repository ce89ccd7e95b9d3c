// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace.detail;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thread of a crashed program.
 *
 * @param number the debugger's number, from 1
 * @param lwp the kernel's thread id
 * @param name as the program called it
 * @param crashed whether the signal hit this one
 * @param frames innermost first
 * @param ending why the debugger stopped before the outermost frame, in its words; empty when it did not
 * @param cut whether there are more frames than are listed
 */
public record DetailedThread(
        int number,
        OptionalLong lwp,
        Optional<String> name,
        boolean crashed,
        List<DetailedFrame> frames,
        Optional<String> ending,
        boolean cut) {

    /** Takes its own copy of the frames. */
    public DetailedThread {
        frames = List.copyOf(frames);
    }
}
