// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.retrace.task.queue.TaskQueued;

/** Wakes the claimer as soon as a task was committed on this node. */
@ApplicationScoped
public class QueueWatch {

    @Inject
    private TaskClaimer claimer;

    void taskQueued(@Observes(during = TransactionPhase.AFTER_SUCCESS) TaskQueued event) {
        claimer.wake();
    }
}
