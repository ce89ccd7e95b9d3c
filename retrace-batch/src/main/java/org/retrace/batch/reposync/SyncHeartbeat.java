// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.retrace.batch.BatchLogger;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.sync.SyncRequests;
import org.retrace.repository.sync.SyncRuns;

/** Renews the leases of the runs that live here, and goes on with those whose servers died. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class SyncHeartbeat {

    /** Without a word of the database for so long, nobody goes on. */
    private static final Duration PATIENCE = SyncRuns.LEASE.minusSeconds(15);

    @Inject
    private LiveSyncs live;

    @Inject
    private SyncRuns runs;

    @Inject
    private SyncRequests requests;

    /** When the leases were renewed last, by the clock that nobody sets; the beans of a singleton take turns. */
    private long renewed = System.nanoTime();

    /** To be called several times in the length of a lease. */
    public void beat() {
        Set<Long> here = live.all();
        if (System.nanoTime() - renewed > PATIENCE.toNanos()) {
            here.stream().flatMap(id -> live.find(id).stream()).forEach(SyncHeartbeat::silent);
        }
        Set<Long> ours = runs.renew(here);
        renewed = System.nanoTime();
        here.stream()
                .filter(id -> !ours.contains(id))
                .flatMap(id -> live.find(id).stream())
                .forEach(SyncHeartbeat::lost);
        int dead = runs.cutOffDead();
        if (dead > 0) {
            BatchLogger.LOG.syncsCutOff(dead);
        }
        if (!live.isClosed()) {
            runs.resumable().forEach(requests::resume);
        }
    }

    /** Another server may begin it anew any moment, and there is no way to be told. */
    private static void silent(ReleaseWork work) {
        BatchLogger.LOG.syncLost(work.run().id());
        work.stop();
    }

    private static void lost(ReleaseWork work) {
        BatchLogger.LOG.syncLost(work.run().id());
        work.fail("another server has taken the run over");
    }
}
