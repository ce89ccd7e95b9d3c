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
import org.retrace.batch.claim.LiveTasks;
import org.retrace.batch.claim.TaskClaimer;
import org.retrace.batch.claim.TaskEnd;
import org.retrace.task.TaskProgress;

/**
 * Binds a job to its task: the execution's id stands in the row, and the job's end ends the task or its claim. The
 * job's own note says when it began, in nanoseconds of the Java machine.
 */
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
    private LiveTasks live;

    @Inject
    private TaskEnd end;

    @Inject
    private TaskClaimer claimer;

    @Override
    public void beforeJob() {
        MDC.put("task", taskId);
        context.setTransientUserData(System.nanoTime());
        long id = Long.parseLong(taskId);
        if (!live.began(id, context.getExecutionId())) {
            throw new IllegalStateException("this server has lost its claim on task " + id);
        }
        progress.started(id, context.getExecutionId());
    }

    @Override
    public void afterJob() {
        long id = Long.parseLong(taskId);
        if (live.speaksFor(id, context.getExecutionId())) {
            tell(id, context.getBatchStatus());
        } else {
            live.forget(id, context.getExecutionId());
        }
        MDC.remove("task");
        claimer.wake();
    }

    private void tell(long id, BatchStatus status) {
        switch (status) {
            case STOPPED, STOPPING -> end.stopped(id);
            case FAILED -> end.failed(id);
            default -> end.finish(id);
        }
    }
}
