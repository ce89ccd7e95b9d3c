// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

/**
 * The event that a task ends, fired once in the transaction that ends it: what observers write in it is written exactly
 * when the task has ended.
 *
 * @param taskId the task
 */
public record TaskEnded(long taskId) {}
