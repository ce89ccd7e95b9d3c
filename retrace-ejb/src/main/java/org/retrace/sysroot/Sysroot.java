// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.nio.file.Path;
import java.util.List;

/**
 * A directory with the crashed machine's files, as far as they were found.
 *
 * @param root the directory
 * @param outcomes one for each module, after each file's build-id was compared with the coredump's
 */
public record Sysroot(Path root, List<ModuleOutcome> outcomes) {

    /** Copies the outcomes. */
    public Sysroot {
        outcomes = List.copyOf(outcomes);
    }
}
