// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import java.time.Instant;
import java.util.Optional;
import org.retrace.repository.distribution.ReleaseName;

/**
 * One time that the repositories of a release were brought up to date. Its life: RUNNING under the lease of one server;
 * then DONE, FAILED, or CUT_OFF when that server died.
 *
 * @param reason why it failed, or what is missing although it is done
 * @param attempt 1, and one more for each run before it in a row that was cut off
 * @param place where it is, or was last
 */
public record SyncRun(
        long id,
        ReleaseName release,
        SyncTrigger trigger,
        SyncState state,
        Optional<String> reason,
        int attempt,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Place> place,
        SyncCounts counts) {

    /**
     * Where a run is.
     *
     * @param repository its name within the release
     */
    public record Place(String repository, SyncPhase phase) {}

    /**
     * A package that a run left outside.
     *
     * @param repository its name within the release
     * @param file where the repository has it
     */
    public record Refused(String repository, String file, String reason) {}
}
