// SPDX-License-Identifier: Apache-2.0
package org.retrace.sysroot;

import java.util.List;
import org.retrace.coredump.MappedModule;
import org.retrace.repository.IndexedFile;

/** What was found for one module of a coredump. */
public sealed interface ModuleOutcome {

    MappedModule module();

    /**
     * The file and its debuginfo.
     *
     * @param module of the coredump
     * @param binary the file
     * @param debuginfo its debuginfo
     */
    record Found(MappedModule module, IndexedFile binary, IndexedFile debuginfo) implements ModuleOutcome {}

    /**
     * The file alone.
     *
     * @param module of the coredump
     * @param binary the file
     * @param tried every place where its debuginfo was looked for, a sentence each
     */
    record WithoutDebuginfo(MappedModule module, IndexedFile binary, List<String> tried) implements ModuleOutcome {}

    /**
     * Not the file.
     *
     * @param module of the coredump
     * @param tried every place where it was looked for, a sentence each
     */
    record NotFound(MappedModule module, List<String> tried) implements ModuleOutcome {}

    /**
     * Nobody knows which file it was.
     *
     * @param module of the coredump
     * @param reason why
     */
    record WithoutBuildId(MappedModule module, String reason) implements ModuleOutcome {}
}
