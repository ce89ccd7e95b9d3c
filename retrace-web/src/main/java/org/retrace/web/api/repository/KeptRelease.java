// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.holding.HeldRelease;
import org.retrace.repository.holding.HeldRepository;
import org.retrace.repository.holding.Holding;

/** A release that is kept or was asked for, as programs read it. */
@JsonbPropertyOrder({"release", "repositories", "names", "packages", "sizeBytes", "byClock", "newestSync", "items"})
public record KeptRelease(
        @Schema(examples = "fedora-43-x86_64") String release,
        @Schema(description = "how many", minimum = "0") long repositories,
        @Schema(description = "different names of packages", minimum = "0") long names,
        @Schema(description = "versions of packages, each a file", minimum = "0") long packages,
        @Schema(description = "of those files", minimum = "0") long sizeBytes,
        @Schema(description = "whether it is brought up to date by itself") boolean byClock,
        @Schema(nullable = true) @Nullable SyncEntry newestSync,
        @Schema(description = "its repositories; only where one release is asked for", nullable = true) @Nullable
                List<Repository> items) {

    /** One of its repositories. */
    @Schema(name = "KeptRepository")
    @JsonbPropertyOrder({"repository", "packages", "sizeBytes", "refused", "mirror", "takenAt"})
    public record Repository(
            @Schema(examples = "updates") String repository,
            @Schema(description = "versions of packages", minimum = "0") long packages,
            @Schema(description = "of their files", minimum = "0") long sizeBytes,
            @Schema(description = "packages that stay outside", minimum = "0") long refused,
            @Schema(description = "where its state was taken from last", nullable = true) @Nullable String mirror,
            @Schema(description = "when all of it was here last", format = "date-time", nullable = true) @Nullable
                    String takenAt) {

        static Repository of(HeldRepository held) {
            return new Repository(
                    held.name().repository(),
                    held.packages(),
                    held.bytes(),
                    held.refused(),
                    held.mirror().orElse(null),
                    held.takenAt().map(Instant::toString).orElse(null));
        }
    }

    static KeptRelease of(HeldRelease held, Holding holding, @Nullable List<Repository> items) {
        return new KeptRelease(
                held.name().toString(),
                holding.repositories(),
                holding.names(),
                holding.packages(),
                holding.bytes(),
                held.byClock(),
                held.newest().map(SyncEntry::of).orElse(null),
                items);
    }
}
