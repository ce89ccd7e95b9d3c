// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.List;
import java.util.Optional;

/**
 * What the script beside gdb said of a coredump.
 *
 * @param threads each once, as gdb came to them
 * @param notes what is missing, a sentence each
 * @param exploitability of the crash; empty when the debugger did not come to it
 */
public record RecordedFrames(
        List<RecordedThread> threads, List<String> notes, Optional<Exploitability> exploitability) {

    /** Nothing. */
    public static final RecordedFrames NONE = new RecordedFrames(List.of(), List.of(), Optional.empty());

    /** Takes its own copies. */
    public RecordedFrames {
        threads = List.copyOf(threads);
        notes = List.copyOf(notes);
    }
}
