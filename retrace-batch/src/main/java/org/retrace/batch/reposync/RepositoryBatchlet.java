// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.Batchlet;
import jakarta.inject.Inject;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.fetch.RepositoryWork;

/** Something that is done once for each repository. */
abstract class RepositoryBatchlet implements Batchlet {

    @Inject
    @BatchProperty
    private String runId;

    @Inject
    @BatchProperty
    private String repository;

    @Inject
    private LiveSyncs live;

    abstract void process(ReleaseWork release, RepositoryWork work);

    @Override
    public String process() {
        process(live.of(runId), live.of(runId, repository));
        return "DONE";
    }

    @Override
    public void stop() {
        live.find(Long.parseLong(runId)).ifPresent(ReleaseWork::stop);
    }
}
