// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.statistics;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.statistics.UsageFigures;
import org.retrace.task.queue.TaskQueue;

/** {@code /api/v1/statistics}: figures that tell nothing of single crashes, for everybody. */
@Tag(name = "Statistics")
@Path("api/v1/statistics")
@RequestScoped
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsApi {

    @Inject
    private UsageFigures figures;

    @Inject
    private TaskQueue queue;

    /** All of them, as they are now. */
    @GET
    @Operation(
            operationId = "getStatistics",
            summary = "What was retraced, and what is under way",
            description = "Figures that tell nothing of single crashes.")
    public Figures now() {
        UsageFigures.Totals totals = figures.totals();
        return new Figures(
                totals.all(),
                totals.success(),
                totals.failure(),
                totals.overload(),
                totals.first().map(Instant::toString).orElse(null),
                queue.waiting(),
                queue.running(),
                counts(figures.architectures()),
                counts(figures.releases()),
                counts(figures.packages()));
    }

    private static List<Figures.Count> counts(List<UsageFigures.Counted> counted) {
        return counted.stream()
                .map(each -> new Figures.Count(each.name(), each.count()))
                .toList();
    }
}
