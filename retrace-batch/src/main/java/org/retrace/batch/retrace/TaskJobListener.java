// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jboss.logging.MDC;
import org.retrace.task.TaskClaims;
import org.retrace.task.TaskProgress;

/** Binds a job to its task: the execution's id stands in the row, and the job's end ends the task or its claim. */
@Named
@Dependent
public class TaskJobListener implements JobListener {

    @Inject
    @BatchProperty
    private String taskId;

    @Inject
    private JobContext context;

    @Inject
    private TaskProgress progress;

    @Inject
    private TaskClaims claims;

    @Inject
    private TaskClaimer claimer;

    @Override
    public void beforeJob() {
        MDC.put("task", taskId);
        progress.started(Long.parseLong(taskId), context.getExecutionId());
    }

    @Override
    public void afterJob() throws Exception {
        long id = Long.parseLong(taskId);
        if (context.getBatchStatus() == BatchStatus.STOPPED || context.getBatchStatus() == BatchStatus.STOPPING) {
            claims.giveBack(id);
        } else {
            if (context.getBatchStatus() == BatchStatus.FAILED) {
                progress.failing(id, "the server could not run the task; its log names the cause");
            }
            progress.finish(id);
            BatchLogger.LOG.taskEnded(id);
        }
        MDC.remove("task");
        claimer.wake();
    }
}
