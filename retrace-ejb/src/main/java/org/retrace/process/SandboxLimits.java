// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.time.Duration;

/**
 * What a sandboxed program may use.
 *
 * @param memoryBytes address space of each of its processes
 * @param cpu processor time of each of its processes, whole seconds
 * @param wall time from start to end
 * @param outputBytes what it may print
 * @param processes how many processes and threads it may have at once
 */
public record SandboxLimits(long memoryBytes, Duration cpu, Duration wall, long outputBytes, int processes) {}
