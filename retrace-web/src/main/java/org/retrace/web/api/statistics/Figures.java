// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.statistics;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was retraced since there are books.
 *
 * @param tasks all that ended
 * @param refusedForLoad uploads that were refused because too much was under way
 * @param since the first of them, RFC 3339; missing while there is none
 * @param waiting tasks in the queue now
 * @param running tasks that are retraced now
 */
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
        long tasks,
        long succeeded,
        long failed,
        long refusedForLoad,
        @Nullable String since,
        long waiting,
        long running,
        List<Count> architectures,
        List<Count> releases,
        List<Count> packages) {

    /** How many tasks there were of something. */
    @JsonbPropertyOrder({"name", "count"})
    public record Count(String name, long count) {}
}
