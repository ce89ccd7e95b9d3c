// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.retrace.repository.fetch.Fetched;
import org.retrace.repository.fetch.PackageIntake;

/** Puts what arrived into the index, and what was refused on the list, in the chunk's transaction. */
@Named
@Dependent
public class IndexWriter extends AbstractItemWriter {

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
    public void writeItems(List<Object> items) {
        step.keep(
                live.of(runId),
                live.of(runId, repository),
                items.stream().map(Fetched.class::cast).toList());
    }
}
