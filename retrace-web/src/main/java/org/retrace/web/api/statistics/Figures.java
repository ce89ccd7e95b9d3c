// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.statistics;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was retraced since there are books. */
@JsonbPropertyOrder({
    "tasks",
    "succeeded",
    "failed",
    "refusedForLoad",
    "since",
    "waiting",
    "running",
    "architectures",
    "releases",
    "packages"
})
public record Figures(
        @Schema(description = "all tasks that ended", minimum = "0") long tasks,
        @Schema(minimum = "0") long succeeded,
        @Schema(minimum = "0") long failed,
        @Schema(description = "uploads that were refused because too much was under way", minimum = "0")
                long refusedForLoad,
        @Schema(
                        description = "when the first of them ended; missing while there is none",
                        format = "date-time",
                        nullable = true)
                @Nullable
                String since,
        @Schema(description = "tasks in the queue now", minimum = "0") long waiting,
        @Schema(description = "tasks that are retraced now", minimum = "0") long running,
        List<Count> architectures,
        List<Count> releases,
        List<Count> packages) {

    /** How many tasks there were of something. */
    @JsonbPropertyOrder({"name", "count"})
    public record Count(@Schema(examples = "x86_64") String name, @Schema(minimum = "0") long count) {}
}
