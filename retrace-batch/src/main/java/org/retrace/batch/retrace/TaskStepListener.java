// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.StepListener;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.batch.BatchLogger;
import org.retrace.batch.claim.LiveTasks;
import org.retrace.task.Outage;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;

/** Keeps the task's step in its row, and notes a step that ended by an exception with its real cause. */
@Named
@Dependent
public class TaskStepListener implements StepListener {

    @Inject
    @BatchProperty
    private String taskId;

    @Inject
    private StepContext context;

    @Inject
    private TaskProgress progress;

    @Inject
    private LiveTasks live;

    @Override
    public void beforeStep() throws Exception {
        progress.entered(Long.parseLong(taskId), TaskStep.of(context.getStepName()));
    }

    @Override
    public void afterStep() throws Exception {
        Exception failure = context.getException();
        if (failure != null) {
            long id = Long.parseLong(taskId);
            BatchLogger.LOG.stepFailed(context.getStepName(), id, failure);
            String reason = context.getStepName() + ": the server failed: " + causes(failure);
            live.failed(id, reason, Outage.isCauseOf(failure));
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
