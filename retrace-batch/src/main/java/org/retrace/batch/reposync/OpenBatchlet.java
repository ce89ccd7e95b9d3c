// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.Batchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.fetch.SyncOpening;

/** Finds out which repositories there are; without any the job is at its end. */
@Named
@Dependent
public class OpenBatchlet implements Batchlet {

    @Inject
    @BatchProperty
    private String runId;

    @Inject
    private LiveSyncs live;

    @Inject
    private SyncOpening opening;

    @Override
    public String process() {
        ReleaseWork work = live.of(runId);
        opening.open(work);
        return work.isOver() ? "OVER" : "DONE";
    }

    @Override
    public void stop() {
        live.find(Long.parseLong(runId)).ifPresent(ReleaseWork::stop);
    }
}
