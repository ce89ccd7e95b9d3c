// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.nio.file.Path;
import java.util.List;

/**
 * What the debugger left.
 *
 * @param text the whole text, UTF-8: {@code thread apply all bt} first, then sections that begin with a line {@code ==
 *     Name ==}
 * @param notes what was cut or failed, a sentence each; empty when nothing was
 */
public record DebugReport(Path text, List<String> notes) {

    /** Copies the notes. */
    public DebugReport {
        notes = List.copyOf(notes);
    }

    /** Whether everything that was asked of the debugger was answered. */
    public boolean isWhole() {
        return notes.isEmpty();
    }
}
