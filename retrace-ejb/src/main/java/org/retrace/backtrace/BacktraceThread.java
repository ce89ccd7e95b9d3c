// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.List;

/**
 * One thread of a crashed process.
 *
 * @param number gdb's number; 1 is the one that crashed
 * @param header what gdb prints behind the number: thread id and name
 * @param frames innermost first
 */
public record BacktraceThread(int number, String header, List<Frame> frames) {

    /** Copies the frames. */
    public BacktraceThread {
        frames = List.copyOf(frames);
    }
}
