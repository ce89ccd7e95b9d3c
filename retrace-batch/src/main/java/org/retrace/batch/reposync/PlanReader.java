// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.fetch.FetchPlan;
import org.retrace.repository.fetch.RepositoryWork;
import org.retrace.repository.fetch.WantedPackage;

/**
 * Reads one slice of a repository's plan: the packages whose checksums fall to it, so that nobody else fetches the
 * same. The checkpoint is how many lines of the plan were read.
 */
@Named
@Dependent
public class PlanReader implements ItemReader {

    @Inject
    @BatchProperty
    private String runId;

    @Inject
    @BatchProperty
    private String repository;

    @Inject
    @BatchProperty
    private String slice;

    @Inject
    @BatchProperty
    private String slices;

    @Inject
    private LiveSyncs live;

    private FetchPlan.@Nullable Reader plan;

    @Override
    public void open(@Nullable Serializable checkpoint) throws IOException {
        RepositoryWork work = live.of(runId, repository);
        if (work.failure().isPresent()) {
            return;
        }
        FetchPlan.Reader opened = work.plan().read();
        plan = opened;
        long read = checkpoint instanceof Long lines ? lines : 0;
        for (long line = 0; line < read; line++) {
            opened.next();
        }
    }

    @Override
    public @Nullable Object readItem() throws IOException {
        Optional<WantedPackage> next = next();
        while (next.isPresent() && !isMine(next.get())) {
            next = next();
        }
        return next.orElse(null);
    }

    private Optional<WantedPackage> next() throws IOException {
        boolean over = live.of(runId).isOver();
        return plan == null || over ? Optional.empty() : plan.next();
    }

    private boolean isMine(WantedPackage wanted) {
        return Math.floorMod(wanted.checksum().hex().hashCode(), Integer.parseInt(slices)) == Integer.parseInt(slice);
    }

    @Override
    public Serializable checkpointInfo() {
        return plan == null ? 0L : plan.position();
    }

    @Override
    public void close() throws IOException {
        if (plan != null) {
            plan.close();
        }
    }
}
