// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.retrace.account.Role;
import org.retrace.repository.catalog.Distributions;
import org.retrace.repository.catalog.ReleaseSources;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.SyncHistory;
import org.retrace.repository.sync.SyncOrders;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;
import org.retrace.repository.sync.SyncTrigger;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;

/** {@code /api/v1/repositories/{release}/syncs}: the runs that bring the repositories of a release up to date. */
@Path("api/v1/repositories/{release}/syncs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SyncResource {

    private static final int ACCEPTED = 202;
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 500;
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
                .entity(new SyncView(run).json())
                .build();
    }

    /** The runs, newest first, as far as they are kept. */
    @GET
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    public Response list(@PathParam("release") String release, @Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        Optional<String> limit = Optional.ofNullable(parameters.getFirst("limit"));
        Optional<String> cursor = Optional.ofNullable(parameters.getFirst("cursor"));
        Optional<ReleaseName> name = ReleaseName.parse(release);
        boolean fits = Set.of("limit", "cursor").containsAll(parameters.keySet())
                && limit.orElse("1").matches("[1-9][0-9]{0,2}")
                && Integer.parseInt(limit.orElse("1")) <= MOST
                && cursor.orElse("1").matches(NUMBER);
        if (!fits) {
            return Problem.of(
                    ProblemType.INVALID, "there is limit, from 1 to 500, and cursor, the next of an earlier answer");
        }
        if (name.isEmpty()) {
            return Problem.of(ProblemType.NOT_FOUND, "there is no such release");
        }
        int most = limit.map(Integer::parseInt).orElse(USUAL_LIMIT);
        OptionalLong before =
                cursor.map(text -> OptionalLong.of(Long.parseLong(text))).orElse(OptionalLong.empty());
        return Response.ok(page(runs.newest(name.get(), before, most), most)).build();
    }

    private static JsonObject page(List<SyncRun> found, int most) {
        JsonArrayBuilder items = Json.createArrayBuilder();
        found.forEach(run -> items.add(new SyncView(run).json()));
        JsonObjectBuilder page = Json.createObjectBuilder().add("items", items);
        if (found.size() == most) {
            page.add("next", Long.toString(found.get(most - 1).id()));
        }
        return page.build();
    }

    /** One run, as it is now. */
    @GET
    @Path("{id}")
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    public Response find(@PathParam("release") String release, @PathParam("id") String id) {
        Optional<SyncRun> run = id.matches(NUMBER)
                ? runs.find(Long.parseLong(id))
                        .filter(found -> found.release().toString().equals(release))
                : Optional.empty();
        return run.map(found -> Response.ok(new SyncView(found).json(runs.refused(found.id(), MOST_REFUSALS)))
                        .build())
                .orElseGet(() -> Problem.of(
                        ProblemType.NOT_FOUND, release + " has no run " + id + "; the newest hundred are kept"));
    }
}
