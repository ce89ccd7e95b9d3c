// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.Batchlet;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import java.io.IOException;
import org.retrace.batch.BatchLogger;
import org.retrace.batch.claim.LiveTasks;
import org.retrace.process.Cancellation;
import org.retrace.task.Outage;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;
import org.retrace.task.journal.RunOutcome;
import org.retrace.task.journal.StepJournal;
import org.retrace.task.step.RetraceStep;
import org.retrace.task.step.StepOutcome;

/**
 * One step of the job: a single call of its {@link RetraceStep}, which a stop, the end of its time or the loss of the
 * claim ends within five seconds. The exit status {@value #GIVEN_UP} leads the job to its last step.
 */
abstract class StepBatchlet implements Batchlet {

    static final String GIVEN_UP = "GIVEN_UP";
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
    private StepJournal journal;

    @Inject
    private LiveTasks live;

    /** The step's work. */
    abstract RetraceStep step();

    @Override
    public String process() throws Exception {
        long id = Long.parseLong(taskId);
        TaskStep step = TaskStep.of(context.getStepName());
        cancellation.countFrom((Long) job.getTransientUserData());
        if (!live.enter(id, job.getExecutionId(), cancellation, step.limit())) {
            throw new IllegalStateException("this server has lost its claim on task " + id);
        }
        boolean timedOut = false;
        try {
            journal.began(id, step);
            StepOutcome outcome = run(id);
            timedOut = live.leaveTimedOut(id, job.getExecutionId());
            return timedOut ? late(id, step) : conclude(id, outcome);
        } catch (IOException | RuntimeException e) {
            if (timedOut || live.leaveTimedOut(id, job.getExecutionId())) {
                return late(id, step);
            }
            throw noted(id, step, e);
        } finally {
            live.leaveTimedOut(id, job.getExecutionId());
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

    /** Its real cause stays here: JBeret keeps what a step throws as bytes, and reads back only classes that it has. */
    private BatchRuntimeException noted(long id, TaskStep step, Exception failure) {
        BatchLogger.LOG.stepFailed(step.jobStepName(), id, failure);
        String reason = step.jobStepName() + ": the server failed: " + causes(failure);
        live.failed(id, job.getExecutionId(), reason, Outage.isCauseOf(failure));
        try {
            journal.ended(id, RunOutcome.CUT_OFF, reason);
        } catch (EJBException e) {
            BatchLogger.LOG.stepFailed(step.jobStepName(), id, e);
        }
        return new BatchRuntimeException(reason);
    }

    /** What went wrong, outermost first, without class names of ours and without stack traces. */
    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : "; ").append(message);
            }
        }
        return text.toString();
    }

    private String conclude(long id, StepOutcome outcome) throws IOException {
        if (outcome instanceof StepOutcome.Failed failed) {
            return giveUp(id, failed.reason());
        }
        boolean stopped = outcome instanceof StepOutcome.Stopped;
        if (stopped && !shutdown) {
            throw new IllegalStateException("this server has lost its claim on task " + id);
        }
        journal.ended(id, stopped ? RunOutcome.CUT_OFF : RunOutcome.DONE, stopped ? "its server was shut down" : null);
        return DONE;
    }

    private String late(long id, TaskStep step) throws IOException {
        return giveUp(
                id,
                step.jobStepName() + ": the time ran out: "
                        + (step.limit() == null
                                ? "the task took longer than TaskTimeout allows"
                                : "the step may take " + step.limit().toMinutes() + " minutes"));
    }

    private String giveUp(long id, String reason) throws IOException {
        progress.failing(id, reason);
        journal.ended(id, RunOutcome.FAILED, null);
        return GIVEN_UP;
    }

    @Override
    public void stop() {
        shutdown = true;
        live.pause();
        cancellation.cancel();
    }
}
