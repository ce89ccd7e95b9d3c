// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.time.Duration;

/**
 * What a sandboxed program may use.
 *
 * @param memoryBytes address space of each process (RLIMIT_AS)
 * @param cpu processor time of each process (RLIMIT_CPU), counted in whole seconds, at least one
 * @param wall time by the clock for all of it
 * @param outputBytes what it may write to its output
 * @param scratchBytes size of its /tmp, the one place where it can write, and of each file there
 * @param processes processes and threads of the sandbox together
 */
public record SandboxLimits(
        long memoryBytes, Duration cpu, Duration wall, long outputBytes, long scratchBytes, int processes) {

    /** Limits with a /tmp of 64 MiB and 64 processes. */
    public static SandboxLimits of(long memoryBytes, Duration cpu, Duration wall, long outputBytes) {
        return new SandboxLimits(memoryBytes, cpu, wall, outputBytes, 64L << 20, 64);
    }

    /** The same limits with another wall limit and output limit: for what is left after a first run. */
    public SandboxLimits with(Duration leftWall, long leftOutputBytes) {
        return new SandboxLimits(memoryBytes, cpu, leftWall, leftOutputBytes, scratchBytes, processes);
    }
}
