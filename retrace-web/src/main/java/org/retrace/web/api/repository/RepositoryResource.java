// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import org.retrace.bytes.FormatException;
import org.retrace.repository.DirectoryIndexer;
import org.retrace.repository.IndexEvent;
import org.retrace.repository.IndexReport;
import org.retrace.web.problem.Problem;

/** {@code POST /api/v1/repositories}: indexes a directory of packages; the answer grows a line an event (NDJSON). */
@Path("api/v1/repositories")
@RequestScoped
public class RepositoryResource {

    private static final int BAD_REQUEST = 400;

    @Inject
    private DirectoryIndexer indexer;

    @POST
    @RolesAllowed("admin")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("application/x-ndjson")
    public Response index(@Nullable IndexRequest request) {
        String directory = request == null || request.directory() == null ? "" : request.directory();
        java.nio.file.Path path;
        try {
            path = java.nio.file.Path.of(directory);
        } catch (InvalidPathException e) {
            return Problem.of(BAD_REQUEST, "directory is not a path");
        }
        if (!path.isAbsolute()) {
            return Problem.of(BAD_REQUEST, "directory must be an absolute path on the server");
        }
        if (!Files.isDirectory(path) || !Files.isReadable(path)) {
            return Problem.of(
                    BAD_REQUEST, "directory " + path + " does not exist, or the server's user may not read it");
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
