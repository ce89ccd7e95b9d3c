// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.EnumSet;
import java.util.Set;
import org.retrace.batch.BatchLogger;
import org.retrace.batch.claim.LiveTasks;
import org.retrace.task.Outage;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;
import org.retrace.task.journal.RunOutcome;
import org.retrace.task.journal.StepJournal;

/**
 * Keeps the task's step in its row and each run of it in the journal, and notes a step that ended by an exception with
 * its real cause.
 */
@Named
@Dependent
public class TaskStepListener implements StepListener {

    private static final Set<BatchStatus> STOPPED = EnumSet.of(BatchStatus.STOPPING, BatchStatus.STOPPED);

    @Inject
    @BatchProperty
    private String taskId;

    @Inject
    private StepContext context;

    @Inject
    private TaskProgress progress;

    @Inject
    private StepJournal journal;

    @Inject
    private LiveTasks live;

    @Override
    public void beforeStep() throws Exception {
        long id = Long.parseLong(taskId);
        TaskStep step = TaskStep.of(context.getStepName());
        progress.entered(id, step);
        journal.began(id, step);
    }

    @Override
    public void afterStep() throws Exception {
        long id = Long.parseLong(taskId);
        Exception failure = context.getException();
        if (failure != null) {
            BatchLogger.LOG.stepFailed(context.getStepName(), id, failure);
            String reason = context.getStepName() + ": the server failed: " + causes(failure);
            live.failed(id, reason, Outage.isCauseOf(failure));
            journal.ended(id, RunOutcome.CUT_OFF, reason);
        } else if (STOPPED.contains(context.getBatchStatus())) {
            journal.ended(id, RunOutcome.CUT_OFF, "its server was shut down");
        } else {
            boolean failed = StepBatchlet.FAILED.equals(context.getExitStatus());
            journal.ended(id, failed ? RunOutcome.FAILED : RunOutcome.DONE, null);
        }
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
}
