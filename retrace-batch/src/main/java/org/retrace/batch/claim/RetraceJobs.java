// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobExecutionNotMostRecentException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.JobExecution;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import org.retrace.batch.BatchLogger;
import org.retrace.settings.Settings;
import org.retrace.task.Outage;
import org.retrace.task.queue.GiveBack;
import org.retrace.task.queue.TaskClaim;
import org.retrace.task.queue.TaskClaims;

/** Starts the jobs of claimed tasks, or restarts them at the step that was cut off. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RetraceJobs {

    private static final String JOB = "retrace-coredump";

    /**
     * JBeret by itself refuses to restart what was running, once it has loaded any job of the name; that nobody runs
     * the task is what our claim says.
     */
    private static final Map<String, String> FORCED = Map.of("jberet.restart.mode", "force");

    @Inject
    private Settings settings;

    @Inject
    private LiveTasks live;

    @Inject
    private TaskEnd end;

    @Inject
    private TaskClaims claims;

    /** Runs the task of a claim; one that may run no more is ended with its reason. */
    public void run(TaskClaim claim) {
        Duration left = settings.current().tasks().timeout().minus(claim.ran());
        live.claimed(claim.taskId(), left);
        try {
            if (claim.attempts() > TaskClaims.MAX_ATTEMPTS) {
                end.giveUp(
                        claim.taskId(),
                        "the server ended or failed %d times while it ran this task".formatted(claim.attempts() - 1));
            } else if (claim.interruptions() > TaskClaims.MAX_INTERRUPTIONS) {
                end.giveUp(
                        claim.taskId(),
                        "trouble of the server cut this task off %d times".formatted(claim.interruptions()));
            } else if (!begin(claim)) {
                end.finish(claim.taskId());
            }
        } catch (BatchRuntimeException e) {
            BatchLogger.LOG.taskNotStarted(claim.taskId(), e);
            giveBack(claim, reasonOf(e));
        } catch (IllegalStateException e) {
            // the batch runtime is shut down already
            live.pause();
            giveBack(claim, GiveBack.SHUTDOWN);
        }
    }

    /** Why a job that could not be started goes back; the batch runtime keeps its jobs in the database. */
    static GiveBack reasonOf(BatchRuntimeException failure) {
        return Outage.isCauseOf(failure) ? GiveBack.OUTAGE : GiveBack.FAILURE;
    }

    private void giveBack(TaskClaim claim, GiveBack reason) {
        claims.giveBack(claim.taskId(), reason);
        live.ended(claim.taskId());
    }

    /** Says no when its job had already ended and only the end of the task was cut off. */
    private static boolean begin(TaskClaim claim) {
        if (claim.executionId().isEmpty()) {
            start(claim.taskId());
            return true;
        }
        try {
            restart(claim.executionId().getAsLong());
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

    /** A server that was killed between a restart and its first word left an execution that the row does not know. */
    private static void restart(long executionId) {
        JobOperator jobs = BatchRuntime.getJobOperator();
        Properties forced = new Properties();
        forced.putAll(FORCED);
        try {
            jobs.restart(executionId, forced);
        } catch (JobExecutionNotMostRecentException e) {
            long newest = jobs.getJobExecutions(jobs.getJobInstance(executionId)).stream()
                    .map(JobExecution::getExecutionId)
                    .max(Comparator.naturalOrder())
                    .orElse(executionId);
            jobs.restart(newest, forced);
        }
    }
}
