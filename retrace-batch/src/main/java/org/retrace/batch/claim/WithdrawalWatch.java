// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.retrace.batch.BatchLogger;
import org.retrace.task.queue.TaskWithdrawn;

/** Stops what runs here of a task that was cancelled or deleted; other nodes learn of it from their heartbeats. */
@ApplicationScoped
public class WithdrawalWatch {

    @Inject
    private LiveTasks live;

    void withdrawn(@Observes(during = TransactionPhase.AFTER_SUCCESS) TaskWithdrawn event) {
        LiveTask claim = live.all().get(event.taskId());
        if (claim != null && live.lost(event.taskId(), claim)) {
            BatchLogger.LOG.taskWithdrawn(event.taskId());
        }
    }
}
