// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.result;

import java.time.Instant;
import java.util.Optional;
import org.retrace.task.TaskStep;
import org.retrace.task.journal.RunOutcome;
import org.retrace.task.journal.StepRun;

/**
 * A run of a step, as who follows the task is told of it.
 *
 * @param run its number; those of a task grow
 * @param node which ran it
 * @param finishedAt empty while it runs, and where nobody saw it end
 * @param outcome empty while it runs
 * @param reason why it was cut off; empty when it was not
 */
public record StepNews(
        long run,
        TaskStep step,
        String node,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<RunOutcome> outcome,
        Optional<String> reason) {

    static StepNews of(StepRun run) {
        return new StepNews(
                run.getId(),
                run.getStep(),
                run.getNode(),
                run.getStartedAt(),
                run.getFinishedAt(),
                run.getOutcome(),
                run.getReason());
    }
}
