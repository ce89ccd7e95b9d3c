// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.fetch.RepositoryWork;

/** The runs that live in this server. Safe for any number of threads. */
@ApplicationScoped
public class LiveSyncs {

    private final Map<Long, ReleaseWork> works = new ConcurrentHashMap<>();

    private volatile boolean closed;

    void begin(ReleaseWork work) {
        works.put(work.run().id(), work);
    }

    void end(long runId) {
        works.remove(runId);
    }

    /** Whether the server is being shut down. */
    boolean isClosed() {
        return closed;
    }

    Set<Long> all() {
        return Set.copyOf(works.keySet());
    }

    /** One that lives here still. */
    Optional<ReleaseWork> find(long runId) {
        return Optional.ofNullable(works.get(runId));
    }

    /** The run that a job's artefact is part of. */
    ReleaseWork of(String runId) {
        return find(Long.parseLong(runId))
                .orElseThrow(() -> new IllegalStateException("run " + runId + " does not live in this server"));
    }

    /** A repository by its place in the run. */
    RepositoryWork of(String runId, String repository) {
        return of(runId).repositories().get(Integer.parseInt(repository));
    }

    /** Ends all, soon, and for good. */
    void stop() {
        closed = true;
        works.values().forEach(ReleaseWork::stop);
    }
}
