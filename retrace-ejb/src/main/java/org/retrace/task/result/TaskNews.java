// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.result;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.retrace.task.list.Standing;

/**
 * How a task stands now, and what it went through since.
 *
 * @param finishedAt when it ended; empty while it has not
 * @param failure why it failed; empty when it did not
 * @param runs of its steps, in the order in which they began
 */
public record TaskNews(
        long taskId, Standing standing, Optional<Instant> finishedAt, Optional<String> failure, List<StepNews> runs) {

    /** Takes its own copy. */
    public TaskNews {
        runs = List.copyOf(runs);
    }
}
