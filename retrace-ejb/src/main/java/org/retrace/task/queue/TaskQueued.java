// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

/**
 * The event that a task waits for a worker; observed after its transaction has committed.
 *
 * @param taskId the task
 */
public record TaskQueued(long taskId) {}
