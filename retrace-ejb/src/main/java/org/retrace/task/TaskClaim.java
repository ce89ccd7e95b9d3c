// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import java.util.OptionalLong;

/**
 * A node's right to run one task until its lease ends.
 *
 * @param taskId the task
 * @param executionId the batch execution that an earlier claim was cut off in; empty when it never ran
 * @param attempts how often it was claimed, this time included
 */
public record TaskClaim(long taskId, OptionalLong executionId, int attempts) {}
