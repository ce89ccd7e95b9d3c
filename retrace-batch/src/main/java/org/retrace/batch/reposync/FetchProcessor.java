// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.fetch.PackageIntake;
import org.retrace.repository.fetch.WantedPackage;

/** Has a wanted package here; what is not done because the run is over is passed. */
@Named
@Dependent
public class FetchProcessor implements ItemProcessor {

    @Inject
    @BatchProperty
    private String runId;

    @Inject
    @BatchProperty
    private String repository;

    @Inject
    private LiveSyncs live;

    @Inject
    private PackageIntake step;

    @Override
    public @Nullable Object processItem(Object item) {
        return step.fetch(live.of(runId), live.of(runId, repository), (WantedPackage) item)
                .orElse(null);
    }
}
