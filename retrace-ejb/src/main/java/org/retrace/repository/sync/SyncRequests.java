// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.sync.SyncRuns.Wish;

/** The wish that a release is brought up to date, whoever has it. The job begins when the row is committed. */
@Stateless
public class SyncRequests {

    @Inject
    private SyncRuns runs;

    @Inject
    private SyncedReleases releases;

    @Inject
    private Event<SyncBegun> begun;

    /** Begins a run, unless one of the release runs already. */
    public Wish request(ReleaseName release, SyncTrigger trigger) {
        if (trigger != SyncTrigger.TIMER) {
            releases.asked(release);
        }
        return begin(release, trigger, 1);
    }

    /** Goes on with what a run left that was cut off. */
    public Wish resume(SyncRun run) {
        return begin(run.release(), run.trigger(), run.attempt() + 1);
    }

    private Wish begin(ReleaseName release, SyncTrigger trigger, int attempt) {
        Wish wish = runs.begin(release, trigger, attempt);
        if (wish instanceof Wish.Begun) {
            begun.fire(new SyncBegun(wish.run()));
        }
        return wish;
    }
}
