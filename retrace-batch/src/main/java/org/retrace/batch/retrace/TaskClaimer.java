// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.retrace;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.batch.operations.BatchRuntimeException;
import jakarta.ejb.AccessTimeout;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.retrace.settings.Settings;
import org.retrace.task.TaskClaim;
import org.retrace.task.TaskClaims;
import org.retrace.task.TaskProgress;
import org.retrace.task.intake.TaskIntake;

/**
 * Claims waiting tasks for this node, one claim at a time, so that no more than MaxParallelTasks run: at once when a
 * task was committed here or a job ended here, and every second for what other nodes accepted.
 */
@Singleton
@Startup
@DependsOn("retrace-ejb.jar#SchemaMigrator")
@TransactionManagement(TransactionManagementType.BEAN)
public class TaskClaimer {

    private static final long PERIOD_MILLISECONDS = 1000;

    @Resource
    private TimerService timers;

    @Inject
    private Settings settings;

    @Inject
    private TaskClaims claims;

    @Inject
    private TaskProgress progress;

    @Inject
    private TaskIntake intake;

    @Inject
    private RetraceJobs jobs;

    /** Ends what an earlier start of this server left behind, then begins to look for work. */
    @PostConstruct
    void begin() {
        try {
            intake.removeAbandoned();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean SaveDir at start", e);
        }
        int left = claims.releaseEarlierBoots();
        if (left > 0) {
            BatchLogger.LOG.tasksOfEarlierBoots(left);
        }
        timers.createIntervalTimer(PERIOD_MILLISECONDS, PERIOD_MILLISECONDS, new TimerConfig("claim", false));
    }

    /** Looks for work soon, in another thread. */
    @Asynchronous
    @AccessTimeout(value = 1, unit = TimeUnit.MINUTES)
    public void wake() {
        claimAll();
    }

    @Timeout
    @AccessTimeout(value = 1, unit = TimeUnit.MINUTES)
    void claimAll() {
        Optional<TaskClaim> claim = next();
        while (claim.isPresent()) {
            run(claim.get());
            claim = next();
        }
    }

    private Optional<TaskClaim> next() {
        return claims.claimNext(settings.current().tasks().maxParallel());
    }

    private void run(TaskClaim claim) {
        BatchLogger.LOG.taskClaimed(claim.taskId(), claim.attempts());
        try {
            if (claim.attempts() > TaskClaims.MAX_ATTEMPTS) {
                progress.failing(
                        claim.taskId(),
                        "the server ended %d times while it ran this task".formatted(claim.attempts() - 1));
                progress.finish(claim.taskId());
            } else if (!jobs.run(claim)) {
                progress.finish(claim.taskId());
            }
        } catch (BatchRuntimeException | IOException e) {
            BatchLogger.LOG.taskNotStarted(claim.taskId(), e);
        }
    }
}
