// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Set;
import org.retrace.batch.BatchLogger;
import org.retrace.task.queue.GiveBack;
import org.retrace.task.queue.TaskClaims;

/**
 * Renews the leases of the tasks that live in this server, gives back those of jobs that died without a word, and stops
 * jobs whose claim somebody else has by now. Apart from the claimer, which may be busy starting jobs.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ClaimHeartbeat {

    @Inject
    private TaskClaims claims;

    @Inject
    private LiveTasks live;

    /** To be called several times in the length of a lease. */
    public void beat() {
        try {
            Set<Long> alive = live.alive();
            Set<Long> dead = live.all();
            dead.removeAll(alive);
            Set<Long> ours = claims.renew(alive);
            alive.removeAll(ours);
            alive.forEach(this::lost);
            dead.forEach(this::giveBack);
        } catch (EJBException e) {
            BatchLogger.LOG.heartbeatMissed(String.valueOf(e.getMessage()));
        }
    }

    /** A job that ended between the two looks is not lost: it has told everybody. */
    private void lost(long taskId) {
        if (live.alive().contains(taskId)) {
            BatchLogger.LOG.claimLost(taskId);
            live.lost(taskId);
        }
    }

    private void giveBack(long taskId) {
        BatchLogger.LOG.jobDied(taskId);
        claims.giveBack(taskId, GiveBack.OUTAGE);
        live.ended(taskId);
    }
}
