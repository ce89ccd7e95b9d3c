// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.sync.SyncCounts;
import org.retrace.repository.sync.SyncRun;

/** A run that brings the repositories of a release up to date, as programs read it. */
@JsonbPropertyOrder({
    "id",
    "release",
    "begunBy",
    "state",
    "attempt",
    "startedAt",
    "reason",
    "finishedAt",
    "repository",
    "phase",
    "listed",
    "unchanged",
    "fetched",
    "fetchedBytes",
    "indexed",
    "refused",
    "refusals"
})
public record SyncEntry(
        @Schema(minimum = "1") long id,
        @Schema(examples = "fedora-43-x86_64") String release,
        @Schema(
                        description = "the clock, somebody by this interface, or somebody in the console",
                        enumeration = {"TIMER", "COMMAND", "CONSOLE"})
                String begunBy,
        @Schema(
                        description = "CUT_OFF: its server died; another run goes on where it was",
                        enumeration = {"RUNNING", "DONE", "FAILED", "CUT_OFF"})
                String state,
        @Schema(description = "how often it was begun", minimum = "1") int attempt,
        @Schema(format = "date-time") String startedAt,
        @Schema(description = "why it ended before its end", nullable = true) @Nullable String reason,
        @Schema(format = "date-time", description = "missing while it runs", nullable = true) @Nullable
                String finishedAt,
        @Schema(description = "the repository that it is at", nullable = true, examples = "updates") @Nullable
                String repository,
        @Schema(
                        description = "what it does there",
                        nullable = true,
                        enumeration = {"METADATA", "PACKAGES", "PUBLISH"})
                @Nullable
                String phase,
        @Schema(description = "packages that the mirrors list", minimum = "0") long listed,
        @Schema(description = "of them, those that were here", minimum = "0") long unchanged,
        @Schema(description = "of them, those that were fetched", minimum = "0") long fetched,
        @Schema(description = "size of what was fetched", minimum = "0") long fetchedBytes,
        @Schema(description = "packages that came into the index", minimum = "0") long indexed,
        @Schema(description = "packages that stay outside", minimum = "0") long refused,
        @Schema(description = "the first hundred of those; only where one run is asked for", nullable = true) @Nullable
                List<Refusal> refusals) {

    /** A package that a run left outside. */
    @Schema(name = "SyncRefusal")
    @JsonbPropertyOrder({"repository", "file", "reason"})
    public record Refusal(
            @Schema(examples = "updates") String repository,
            @Schema(description = "where the repository has it", examples = "Packages/b/bash-5.2.26-1.fc43.x86_64.rpm")
                    String file,
            @Schema(examples = "not signed by a key that is trusted for this release") String reason) {}

    static SyncEntry of(SyncRun run) {
        return of(run, null);
    }

    /** The same with some of the packages that it left outside. */
    static SyncEntry of(SyncRun run, @Nullable List<SyncRun.Refused> refused) {
        SyncCounts counts = run.counts();
        return new SyncEntry(
                run.id(),
                run.release().toString(),
                run.trigger().name(),
                run.state().name(),
                run.attempt(),
                run.startedAt().toString(),
                run.reason().orElse(null),
                run.finishedAt().map(Instant::toString).orElse(null),
                run.place().map(SyncRun.Place::repository).orElse(null),
                run.place().map(place -> place.phase().name()).orElse(null),
                counts.listed(),
                counts.unchanged(),
                counts.fetched(),
                counts.fetchedBytes(),
                counts.indexed(),
                counts.refused(),
                refused == null
                        ? null
                        : refused.stream()
                                .map(each -> new Refusal(each.repository(), each.file(), each.reason()))
                                .toList());
    }
}
