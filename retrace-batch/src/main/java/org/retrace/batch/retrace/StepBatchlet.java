// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.Batchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import java.io.IOException;
import org.retrace.batch.claim.LiveTasks;
import org.retrace.process.Cancellation;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;
import org.retrace.task.step.RetraceStep;
import org.retrace.task.step.StepOutcome;

/**
 * One step of the job: a single call of its {@link RetraceStep}, which a stop, the end of its time or the loss of the
 * claim ends within five seconds. The exit status {@value #FAILED} leads the job to its last step.
 */
abstract class StepBatchlet implements Batchlet {

    static final String FAILED = "FAILED";
    private static final String DONE = "DONE";

    private final Cancellation cancellation = new Cancellation();
    private volatile boolean shutdown;

    @Inject
    @BatchProperty
    private String taskId;

    @Inject
    private JobContext job;

    @Inject
    private StepContext context;

    @Inject
    private TaskProgress progress;

    @Inject
    private LiveTasks live;

    /** The step's work. */
    abstract RetraceStep step();

    @Override
    public String process() throws Exception {
        long id = Long.parseLong(taskId);
        TaskStep step = TaskStep.of(context.getStepName());
        if (!live.enter(id, job.getExecutionId(), cancellation, step.limit())) {
            throw new IllegalStateException("this server has lost its claim on task " + id);
        }
        boolean timedOut = false;
        try {
            StepOutcome outcome = run(id);
            timedOut = live.leaveTimedOut(id);
            return timedOut ? late(id, step) : conclude(id, outcome);
        } catch (IOException | EJBException e) {
            if (timedOut || live.leaveTimedOut(id)) {
                return late(id, step);
            }
            throw e;
        } finally {
            live.leaveTimedOut(id);
        }
    }

    private StepOutcome run(long id) throws IOException {
        cancellation.interrupts(Thread.currentThread());
        try {
            return step().run(id, cancellation);
        } finally {
            cancellation.interruptsNobody();
        }
    }

    private String conclude(long id, StepOutcome outcome) throws IOException {
        if (outcome instanceof StepOutcome.Failed failed) {
            progress.failing(id, failed.reason());
            return FAILED;
        }
        if (outcome instanceof StepOutcome.Stopped && !shutdown) {
            throw new IllegalStateException("this server has lost its claim on task " + id);
        }
        return DONE;
    }

    private String late(long id, TaskStep step) throws IOException {
        progress.failing(
                id,
                step.jobStepName() + ": the time ran out: "
                        + (step.limit() == null
                                ? "the task took longer than TaskTimeout allows"
                                : "the step may take " + step.limit().toMinutes() + " minutes"));
        return FAILED;
    }

    @Override
    public void stop() {
        shutdown = true;
        live.pause();
        cancellation.cancel();
    }
}
