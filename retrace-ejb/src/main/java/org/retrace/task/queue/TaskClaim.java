// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A node's right to run one task until its lease ends.
 *
 * @param taskId the task
 * @param executionId the batch execution that an earlier claim was cut off in; empty when it never ran
 * @param attempts how often it was claimed and not given back, this time included
 * @param interruptions how often trouble of the server, none of its own, cut it off
 * @param ran how long earlier claims ran it
 */
public record TaskClaim(long taskId, OptionalLong executionId, int attempts, int interruptions, Duration ran) {}
