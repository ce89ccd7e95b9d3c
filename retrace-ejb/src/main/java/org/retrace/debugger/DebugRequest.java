// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.nio.file.Path;
import org.retrace.process.SandboxLimits;

/**
 * A coredump to be debugged, with what gdb needs for it.
 *
 * @param coredump ELF core, not trusted
 * @param sysroot directory with the files the core maps, at their paths, and debug files below
 *     {@code usr/lib/debug/.build-id}
 * @param executablePath absolute path of the program in the crashed machine; it may be missing in the sysroot
 * @param threadCount how many threads the coredump has, as far as known, at least 1; more are found by gdb
 * @param outputDirectory existing directory that gets the text; whoever gave it deletes it
 * @param limits for all runs of gdb together: wall and output; for each run: memory and processor time
 */
public record DebugRequest(
        Path coredump,
        Path sysroot,
        String executablePath,
        int threadCount,
        Path outputDirectory,
        SandboxLimits limits) {}
