// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Properties;
import org.retrace.task.TaskClaim;

/** Starts the jobs of claimed tasks, or restarts them at the step that was cut off. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetraceJobs {

    private static final String JOB = "retrace-coredump";

    /**
     * Runs the task of a claim.
     *
     * @return false when its job had already ended and only the end of the task was cut off
     */
    public boolean run(TaskClaim claim) {
        if (claim.executionId().isEmpty()) {
            start(claim.taskId());
            return true;
        }
        try {
            BatchRuntime.getJobOperator().restart(claim.executionId().getAsLong(), new Properties());
            return true;
        } catch (JobExecutionAlreadyCompleteException e) {
            return false;
        } catch (NoSuchJobExecutionException e) {
            start(claim.taskId());
            return true;
        }
    }

    private static void start(long taskId) {
        Properties parameters = new Properties();
        parameters.setProperty("taskId", Long.toString(taskId));
        BatchRuntime.getJobOperator().start(JOB, parameters);
    }
}
