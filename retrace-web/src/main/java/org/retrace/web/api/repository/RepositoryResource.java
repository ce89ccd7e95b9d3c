// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Role;
import org.retrace.bytes.FormatException;
import org.retrace.repository.DirectoryIndexer;
import org.retrace.repository.IndexEvent;
import org.retrace.repository.IndexReport;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.HeldRelease;
import org.retrace.repository.holding.Holding;
import org.retrace.repository.holding.Holdings;
import org.retrace.web.api.ListRequest;
import org.retrace.web.api.Page;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/**
 * {@code /api/v1/repositories}: {@code GET} lists the releases that are kept; {@code POST} indexes a directory of
 * packages, and its answer grows a line an event (NDJSON).
 */
@Tag(name = "Repositories")
@Path("api/v1/repositories")
@RequestScoped
public class RepositoryResource {

    @Inject
    private DirectoryIndexer indexer;

    @Inject
    private Holdings holdings;

    /** The releases that are kept or were asked for, by name. */
    @GET
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listRepositories", summary = "Releases whose repositories are kept, by name")
    @Refuses(ProblemType.INVALID)
    public Page<KeptRelease> list(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri);
        String cursor = request.cursor().orElse("");
        List<HeldRelease> rest = holdings.releases().stream()
                .filter(held -> held.name().toString().compareTo(cursor) > 0)
                .sorted(Comparator.comparing(held -> held.name().toString()))
                .toList();
        Map<String, Holding> measures = holdings.measures();
        return Page.of(
                request,
                rest,
                held -> KeptRelease.of(held, measures.getOrDefault(held.name().toString(), Holding.NOTHING), null),
                last -> last.name().toString());
    }

    /** One of them with its repositories. */
    @GET
    @Path("{release}")
    @RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getRepositories", summary = "A release with its repositories")
    @Refuses(ProblemType.NOT_FOUND)
    public KeptRelease find(@PathParam("release") String release) {
        HeldRelease held = ReleaseName.parse(release)
                .flatMap(holdings::release)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "no release that is kept here is called so; GET /api/v1/repositories lists them"));
        return KeptRelease.of(
                held,
                holdings.measure(held.name()),
                holdings.repositories(held.name()).stream()
                        .map(KeptRelease.Repository::of)
                        .toList());
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("application/x-ndjson")
    @Operation(
            operationId = "indexPackages",
            summary = "Indexes a directory of signed packages on the server",
            description = "The answer grows a line an event; the last is done or failed.")
    @APIResponse(
            responseCode = "200",
            description = "A line an event, each an object",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(ref = "IndexEvent")))
    @Refuses(ProblemType.INVALID)
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
