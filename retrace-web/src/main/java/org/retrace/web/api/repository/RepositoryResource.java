// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Role;
import org.retrace.bytes.FormatException;
import org.retrace.repository.DirectoryIndexer;
import org.retrace.repository.IndexEvent;
import org.retrace.repository.IndexReport;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.HeldRelease;
import org.retrace.repository.holding.HeldRepository;
import org.retrace.repository.holding.Holding;
import org.retrace.repository.holding.Holdings;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;

/**
 * {@code /api/v1/repositories}: {@code GET} lists the releases that are kept; {@code POST} indexes a directory of
 * packages, and its answer grows a line an event (NDJSON).
 */
@Path("api/v1/repositories")
@RequestScoped
public class RepositoryResource {

    private static final int MOST = 500;

    @Inject
    private DirectoryIndexer indexer;

    @Inject
    private Holdings holdings;

    /** The releases that are kept or were asked for, by name. */
    @GET
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(@Context UriInfo uri) {
        var parameters = uri.getQueryParameters();
        String limit = Objects.requireNonNullElse(parameters.getFirst("limit"), "50");
        String cursor = Objects.requireNonNullElse(parameters.getFirst("cursor"), "");
        if (!Set.of("limit", "cursor").containsAll(parameters.keySet())
                || !limit.matches("[1-9][0-9]{0,2}")
                || Integer.parseInt(limit) > MOST) {
            return Problem.of(
                    ProblemType.INVALID, "there is limit, from 1 to 500, and cursor, the next of an earlier answer");
        }
        int most = Integer.parseInt(limit);
        List<HeldRelease> rest = holdings.releases().stream()
                .filter(held -> held.name().toString().compareTo(cursor) > 0)
                .sorted(Comparator.comparing(held -> held.name().toString()))
                .toList();
        Map<String, Holding> measures = holdings.measures();
        JsonArrayBuilder items = Json.createArrayBuilder();
        rest.stream().limit(most).forEach(held -> items.add(json(held, measures).build()));
        JsonObjectBuilder page = Json.createObjectBuilder().add("items", items);
        if (rest.size() > most) {
            page.add("next", rest.get(most - 1).name().toString());
        }
        return Response.ok(page.build()).build();
    }

    /** One of them with its repositories. */
    @GET
    @Path("{release}")
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    @Produces(MediaType.APPLICATION_JSON)
    public Response find(@PathParam("release") String release) {
        Optional<HeldRelease> held = ReleaseName.parse(release).flatMap(holdings::release);
        if (held.isEmpty()) {
            return Problem.of(
                    ProblemType.NOT_FOUND,
                    "no release that is kept here is called so; GET /api/v1/repositories lists them");
        }
        JsonArrayBuilder repositories = Json.createArrayBuilder();
        holdings.repositories(held.get().name()).forEach(repository -> repositories.add(json(repository)));
        return Response.ok(json(
                                held.get(),
                                Map.of(release, holdings.measure(held.get().name())))
                        .add("items", repositories)
                        .build())
                .build();
    }

    private static JsonObjectBuilder json(HeldRepository repository) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("repository", repository.name().repository())
                .add("packages", repository.packages())
                .add("sizeBytes", repository.bytes())
                .add("refused", repository.refused());
        repository.mirror().ifPresent(mirror -> json.add("mirror", mirror));
        repository.takenAt().ifPresent(time -> json.add("takenAt", time.toString()));
        return json;
    }

    private static JsonObjectBuilder json(HeldRelease held, Map<String, Holding> measures) {
        String name = held.name().toString();
        Holding holding = measures.getOrDefault(name, Holding.NOTHING);
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("release", name)
                .add("repositories", holding.repositories())
                .add("names", holding.names())
                .add("packages", holding.packages())
                .add("sizeBytes", holding.bytes())
                .add("byClock", held.byClock());
        held.newest().ifPresent(run -> json.add("newestSync", new SyncView(run).json()));
        return json;
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("application/x-ndjson")
    public Response index(@Nullable IndexRequest request) {
        String directory = request == null || request.directory() == null ? "" : request.directory();
        java.nio.file.Path path;
        try {
            path = java.nio.file.Path.of(directory);
        } catch (InvalidPathException e) {
            return Problem.of(ProblemType.INVALID, "directory is not a path");
        }
        if (!path.isAbsolute()) {
            return Problem.of(ProblemType.INVALID, "directory must be an absolute path on the server");
        }
        if (!Files.isDirectory(path) || !Files.isReadable(path)) {
            return Problem.of(
                    ProblemType.INVALID, "directory " + path + " does not exist, or the server's user may not read it");
        }
        StreamingOutput body = out -> run(path, out);
        return Response.ok(body).build();
    }

    private void run(java.nio.file.Path directory, OutputStream out) throws IOException {
        try {
            IndexReport report = indexer.index(directory, event -> write(out, json(event)));
            write(
                    out,
                    Json.createObjectBuilder()
                            .add("event", "done")
                            .add("indexed", report.indexed())
                            .add("unchanged", report.unchanged())
                            .add("removed", report.removed())
                            .add("refused", report.refused())
                            .build());
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        } catch (FormatException e) {
            write(
                    out,
                    Json.createObjectBuilder()
                            .add("event", "failed")
                            .add("reason", String.valueOf(e.getMessage()))
                            .build());
        }
    }

    private static JsonObject json(IndexEvent event) {
        if (event instanceof IndexEvent.Indexed indexed) {
            return Json.createObjectBuilder()
                    .add("event", "indexed")
                    .add("package", indexed.nevra())
                    .build();
        }
        if (event instanceof IndexEvent.Refused refused) {
            return Json.createObjectBuilder()
                    .add("event", "refused")
                    .add("file", refused.file().toString())
                    .add("reason", refused.reason())
                    .build();
        }
        IndexEvent.Removed removed = (IndexEvent.Removed) event;
        return Json.createObjectBuilder()
                .add("event", "removed")
                .add("file", removed.file().toString())
                .build();
    }

    private static void write(OutputStream out, JsonObject event) {
        try {
            out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
