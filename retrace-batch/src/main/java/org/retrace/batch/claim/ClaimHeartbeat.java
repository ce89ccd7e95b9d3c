// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Map;
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
            Map<Long, LiveTask> here = live.all();
            Set<Long> alive = live.alive();
            long asked = live.now();
            Set<Long> ours = claims.renew(alive);
            live.renewed(ours, asked);
            here.keySet().removeAll(ours);
            here.forEach((taskId, claim) -> {
                if (alive.contains(taskId)) {
                    lost(taskId, claim);
                } else {
                    giveBack(taskId, claim);
                }
            });
        } catch (EJBException e) {
            BatchLogger.LOG.heartbeatMissed(String.valueOf(e.getMessage()));
        }
    }

    private void lost(long taskId, LiveTask claim) {
        if (live.lost(taskId, claim)) {
            BatchLogger.LOG.claimLost(taskId);
        }
    }

    /** One that cannot be given back now stays dead and is given back later; the others do not wait for it. */
    private void giveBack(long taskId, LiveTask claim) {
        if (!live.died(taskId, claim)) {
            return;
        }
        BatchLogger.LOG.jobDied(taskId);
        try {
            claims.giveBack(taskId, GiveBack.OUTAGE);
            live.ended(taskId);
        } catch (EJBException e) {
            BatchLogger.LOG.endNotTold(taskId, e);
        }
    }
}
