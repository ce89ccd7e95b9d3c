// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.nio.file.Path;
import java.util.Optional;
import org.retrace.process.SandboxLimits;

/**
 * A coredump to be debugged.
 *
 * @param coredump the uploader's file, hostile
 * @param sysroot the crashed machine's files, each verified
 * @param executable path of the program in the crashed machine; empty when it is not known
 * @param outputDirectory an existing directory for what the debugger prints; the caller's to remove
 * @param limits of each run of the debugger; the wall limit is for all runs together
 */
public record DebugRequest(
        Path coredump, Path sysroot, Optional<String> executable, Path outputDirectory, SandboxLimits limits) {}
