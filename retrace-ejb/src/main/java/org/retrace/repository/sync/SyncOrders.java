// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.retrace.account.Role;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;
import org.retrace.repository.distribution.ReleaseName;

/** Runs that people begin. */
@Stateless
@RolesAllowed(Role.ADMIN)
public class SyncOrders {

    @Inject
    private SyncRequests requests;

    @Inject
    private SyncedReleases releases;

    @Inject
    private AuditLog audit;

    /** Begins a run, unless one of the release runs already. */
    public SyncRuns.Wish begin(ReleaseName release, SyncTrigger trigger) {
        SyncRuns.Wish wish = requests.request(release, trigger);
        if (wish instanceof SyncRuns.Wish.Begun) {
            audit.add(
                    AuditAction.SYNC_BEGUN,
                    "release " + release,
                    "run " + wish.run().id());
        }
        return wish;
    }

    /** Gives a release to the clock, or takes it away. */
    public void turn(ReleaseName release, boolean byClock) {
        releases.enable(release, byClock);
        audit.add(
                AuditAction.RELEASE_TURNED,
                "release " + release,
                byClock ? "synced by the clock" : "synced by people alone");
    }
}
