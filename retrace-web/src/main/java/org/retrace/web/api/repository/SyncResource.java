// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.account.Role;
import org.retrace.repository.catalog.Distributions;
import org.retrace.repository.catalog.ReleaseSources;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.SyncHistory;
import org.retrace.repository.sync.SyncOrders;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;
import org.retrace.repository.sync.SyncTrigger;
import org.retrace.web.api.ListRequest;
import org.retrace.web.api.Page;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/repositories/{release}/syncs}: the runs that bring the repositories of a release up to date. */
@Tag(name = "Repositories")
@Path("api/v1/repositories/{release}/syncs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SyncResource {

    private static final int ACCEPTED = 202;
    private static final int MOST_REFUSALS = 100;
    private static final String NUMBER = "[0-9]{1,18}";

    @Inject
    private Distributions distributions;

    @Inject
    private SyncOrders orders;

    @Inject
    private SyncHistory runs;

    /** Begins a run; while one of the release runs already, its address is in the refusal. */
    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "beginSync", summary = "Begins to bring a release up to date")
    @APIResponseSchema(value = SyncEntry.class, responseCode = "202", responseDescription = "The run has begun")
    @Refuses({ProblemType.NOT_FOUND, ProblemType.CONFLICT})
    public Response begin(@PathParam("release") String release) {
        ReleaseSources sources = distributions.catalog().find(release);
        if (sources instanceof ReleaseSources.Unknown unknown) {
            return Problem.of(ProblemType.NOT_FOUND, unknown.reason());
        }
        ReleaseName found = ((ReleaseSources.Found) sources).release();
        SyncRuns.Wish wish = orders.begin(found, SyncTrigger.COMMAND);
        SyncRun run = wish.run();
        String location = "/api/v1/repositories/" + run.release() + "/syncs/" + run.id();
        if (wish instanceof SyncRuns.Wish.Running) {
            return Response.fromResponse(Problem.of(
                            ProblemType.CONFLICT,
                            "run " + run.id() + " of " + found + " is under way since " + run.startedAt()))
                    .header(HttpHeaders.LOCATION, location)
                    .build();
        }
        return Response.status(ACCEPTED)
                .header(HttpHeaders.LOCATION, location)
                .entity(SyncEntry.of(run))
                .build();
    }

    /** The runs, newest first, as far as they are kept. */
    @GET
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    @Operation(operationId = "listSyncs", summary = "The runs of a release, the newest first, as far as they are kept")
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND})
    public Page<SyncEntry> list(@PathParam("release") String release, @Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri);
        OptionalLong before = request.cursor().map(SyncResource::number).orElse(OptionalLong.empty());
        ReleaseName name = ReleaseName.parse(release)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no such release"));
        return Page.of(
                request,
                runs.newest(name, before, request.limit() + 1),
                SyncEntry::of,
                last -> Long.toString(last.id()));
    }

    private static OptionalLong number(String cursor) {
        if (!cursor.matches(NUMBER)) {
            throw ListRequest.wrongCursor();
        }
        return OptionalLong.of(Long.parseLong(cursor));
    }

    /** One run, as it is now. */
    @GET
    @Path("{id}")
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    @Operation(operationId = "getSync", summary = "One run, as it is now")
    @Refuses(ProblemType.NOT_FOUND)
    public SyncEntry find(
            @PathParam("release") String release,
            @Parameter(
                            description = "the number of the run",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"),
                            example = "7")
                    @PathParam("id")
                    String id) {
        Optional<SyncRun> run = id.matches(NUMBER)
                ? runs.find(Long.parseLong(id))
                        .filter(found -> found.release().toString().equals(release))
                : Optional.empty();
        return run.map(found -> SyncEntry.of(found, runs.refused(found.id(), MOST_REFUSALS)))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, release + " has no run " + id + "; the newest hundred are kept"));
    }
}
