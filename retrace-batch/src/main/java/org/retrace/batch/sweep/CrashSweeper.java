// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.sweep;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.retrace.batch.BatchLogger;
import org.retrace.settings.Settings;
import org.retrace.task.TaskRemoval;
import org.retrace.task.TaskStore;

/** Removes the crash data that was kept of failed and incomplete retraces once KeepFailedFor has passed. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class CrashSweeper {

    private static final int MAX_TASKS = 1000;

    @Inject
    private Settings settings;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskRemoval removal;

    /** Removes what has expired. */
    public void sweep() {
        Instant before = Instant.now().minus(settings.current().tasks().keepFailedFor());
        List<Long> expired = tasks.keptCrashes(before, MAX_TASKS);
        expired.forEach(this::removeCrash);
        if (!expired.isEmpty()) {
            BatchLogger.LOG.crashesRemoved(expired.size());
        }
    }

    private void removeCrash(long taskId) {
        try {
            removal.removeCrash(taskId);
        } catch (IOException e) {
            BatchLogger.LOG.crashNotRemoved(taskId, e);
        }
    }
}
