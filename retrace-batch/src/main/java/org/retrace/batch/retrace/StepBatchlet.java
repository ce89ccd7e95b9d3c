// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.Batchlet;
import jakarta.inject.Inject;
import org.retrace.process.Cancellation;
import org.retrace.task.TaskProgress;
import org.retrace.task.step.RetraceStep;
import org.retrace.task.step.StepOutcome;

/**
 * One step of the job: a single call of its {@link RetraceStep}, which a stop ends within five seconds. The exit status
 * {@value #FAILED} leads the job to its last step.
 */
abstract class StepBatchlet implements Batchlet {

    static final String FAILED = "FAILED";
    private static final String DONE = "DONE";

    private final Cancellation cancellation = new Cancellation();

    @Inject
    @BatchProperty
    private String taskId;

    @Inject
    private TaskProgress progress;

    /** The step's work. */
    abstract RetraceStep step();

    @Override
    public String process() throws Exception {
        long id = Long.parseLong(taskId);
        StepOutcome outcome = step().run(id, cancellation);
        if (outcome instanceof StepOutcome.Failed failed) {
            progress.failing(id, failed.reason());
            return FAILED;
        }
        return DONE;
    }

    @Override
    public void stop() {
        cancellation.cancel();
    }
}
