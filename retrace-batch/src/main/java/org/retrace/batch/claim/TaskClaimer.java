// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.AccessTimeout;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.retrace.batch.BatchLogger;
import org.retrace.settings.Settings;
import org.retrace.task.TaskStorage;
import org.retrace.task.orphan.TaskBooks;
import org.retrace.task.queue.TaskClaim;
import org.retrace.task.queue.TaskClaims;

/**
 * Claims waiting tasks for this node, one claim at a time, so that no more than MaxParallelTasks run: at once when a
 * task was committed here or a job ended here, and every second for what other nodes accepted. While the storage or the
 * database is in trouble none is claimed; the log says so once.
 */
@Singleton
@Startup
@DependsOn("retrace-ejb.jar#SchemaMigrator")
@TransactionManagement(TransactionManagementType.BEAN)
public class TaskClaimer {

    @Inject
    private Settings settings;

    @Inject
    private TaskStorage storage;

    @Inject
    private TaskBooks books;

    @Inject
    private TaskClaims claims;

    @Inject
    private LiveTasks live;

    @Inject
    private RetraceJobs jobs;

    private String trouble = "";

    /** Ends the claims that an earlier start of this server left behind. */
    @PostConstruct
    void begin() {
        try {
            storage.prepare(books.installation(), books.hasTasks());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make SaveDir and RepoDir", e);
        }
        int left = claims.releaseEarlierBoots();
        if (left > 0) {
            BatchLogger.LOG.tasksOfEarlierBoots(left);
        }
    }

    /** Looks for work soon, in another thread. */
    @Asynchronous
    @AccessTimeout(value = 1, unit = TimeUnit.MINUTES)
    public void wake() {
        claimAll();
    }

    /** Looks for work. */
    @AccessTimeout(value = 1, unit = TimeUnit.MINUTES)
    public void claimAll() {
        try {
            String now = storage.trouble().orElse("");
            if (now.isEmpty() && !live.isPaused()) {
                claimWhileFree();
            }
            report(now);
        } catch (EJBException e) {
            report("the database cannot be asked: " + e.getMessage());
        }
    }

    private void claimWhileFree() {
        Optional<TaskClaim> claim = next();
        while (claim.isPresent()) {
            BatchLogger.LOG.taskClaimed(claim.get().taskId(), claim.get().attempts());
            jobs.run(claim.get());
            claim = next();
        }
    }

    private Optional<TaskClaim> next() {
        Set<Long> here = live.all().keySet();
        return here.size() < settings.current().tasks().maxParallel() ? claims.claimNext(here) : Optional.empty();
    }

    private void report(String now) {
        if (now.isEmpty() && !trouble.isEmpty()) {
            BatchLogger.LOG.troubleOver();
        } else if (!now.isEmpty() && trouble.isEmpty()) {
            BatchLogger.LOG.noTaskBegun(now);
        }
        trouble = now;
    }
}
