// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

/**
 * The event that somebody cancelled or deleted a task, whoever runs it; observed after its transaction has committed.
 *
 * @param taskId the task
 */
public record TaskWithdrawn(long taskId) {}
