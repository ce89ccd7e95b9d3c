// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.retrace.repository.sync.SyncBegun;

/** Starts the job of a run as soon as the run is committed on this node. */
@ApplicationScoped
public class SyncWatch {

    @Inject
    private SyncStarter starter;

    void begun(@Observes(during = TransactionPhase.AFTER_SUCCESS) SyncBegun event) {
        starter.start(event.run());
    }
}
