// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.result;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.account.Role;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskModule;
import org.retrace.task.result.TaskResults;
import org.retrace.web.api.ListRequest;
import org.retrace.web.api.Page;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** What lies below {@code /api/v1/tasks/{id}}: backtrace, log, modules, upload and files of a task. */
@Tag(name = "Tasks")
@Path("api/v1/tasks/{id}")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class TaskResultResource {

    private static final String NUMBER = "[0-9]{1,18}";
    private static final String UNCHANGED = "It is the one that If-None-Match names";
    private static final String POSITION = "[0-9]{1,9}";

    @Inject
    private TaskResults results;

    /** The backtrace: its structure, or its text for who accepts that alone or rather. */
    @GET
    @Path("backtrace")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "getBacktrace",
            summary = "The backtrace of a task",
            description = "Its structure, or its text for who accepts that alone or rather.")
    @APIResponse(
            responseCode = "200",
            description = "The backtrace",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Backtrace")),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND, ProblemType.CHANGED})
    public Response backtrace(@PathParam("id") String id, @Context UriInfo uri, @Context Request request)
            throws IOException {
        ListRequest.none(uri);
        RetraceTask task = task(id);
        Variant wanted = Optional.ofNullable(request.selectVariant(
                        Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.TEXT_PLAIN_TYPE)
                                .build()))
                .orElseThrow(NotAcceptableException::new);
        boolean text = wanted.getMediaType().isCompatible(MediaType.TEXT_PLAIN_TYPE);
        String name = text ? TaskResults.BACKTRACE_TEXT : TaskResults.BACKTRACE_JSON;
        return file(task, name, request, backtraceLacks(task, text))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    /** The log, as far as it is written. */
    @GET
    @Path("log")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(operationId = "getLog", summary = "The log of a task, as far as it is written")
    @APIResponse(
            responseCode = "200",
            description = "The log",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND, ProblemType.CHANGED})
    public Response log(@PathParam("id") String id, @Context UriInfo uri, @Context Request request) throws IOException {
        ListRequest.none(uri);
        return file(task(id), TaskResults.LOG, request, "The task has no log yet, or none any more")
                .build();
    }

    /** What was found for each file that the crashed program had mapped; nothing before the coredump was read. */
    @GET
    @Path("modules")
    @Operation(
            operationId = "listModules",
            summary = "What was found for each file that the crashed program had mapped",
            description = "Nothing before the coredump was read.")
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND})
    public Page<ModuleEntry> modules(@PathParam("id") String id, @Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri);
        int after = request.cursor().map(TaskResultResource::position).orElse(-1);
        List<TaskModule> found = results.modules(task(id).getId(), after, request.limit() + 1);
        return Page.of(request, found, ModuleEntry::of, last -> Integer.toString(last.position()));
    }

    /** What the upload held. */
    @GET
    @Path("preview")
    @Operation(operationId = "getUpload", summary = "What the upload held")
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND})
    public UploadView preview(@PathParam("id") String id, @Context UriInfo uri) throws IOException {
        ListRequest.none(uri);
        RetraceTask task = task(id);
        return UploadView.of(task, results.upload(task.getId()));
    }

    /** The files that there are. */
    @GET
    @Path("results")
    @Operation(operationId = "listResults", summary = "The files that a task has left")
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND})
    public ResultEntry.All list(@PathParam("id") String id, @Context UriInfo uri) throws IOException {
        ListRequest.none(uri);
        long task = task(id).getId();
        return new ResultEntry.All(results.of(task).stream()
                .map(file -> ResultEntry.of(task, file))
                .toList());
    }

    /** One of them. */
    @GET
    @Path("results/{name}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "getResult", summary = "A file that a task has left")
    @APIResponse(
            responseCode = "200",
            description = "The file, with the type that listResults tells",
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = UNCHANGED)
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND, ProblemType.CHANGED})
    public Response result(
            @PathParam("id") String id,
            @Parameter(description = "its name", schema = @Schema(type = SchemaType.STRING), example = "log.txt")
                    @PathParam("name")
                    String name,
            @Context UriInfo uri,
            @Context Request request)
            throws IOException {
        ListRequest.none(uri);
        return file(task(id), name, request, "The task has no file of that name; its results lists those that it has")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + ResultEntry.encoded(name))
                .build();
    }

    private Response.ResponseBuilder file(RetraceTask task, String name, Request request, String missing)
            throws IOException {
        return FileAnswer.of(
                results.named(task.getId(), name)
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, missing)),
                request);
    }

    private RetraceTask task(String id) {
        return Optional.of(id)
                .filter(text -> text.matches(NUMBER))
                .flatMap(text -> results.find(Long.parseLong(text)))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such task"));
    }

    private static int position(String cursor) {
        if (!cursor.matches(POSITION)) {
            throw ListRequest.wrongCursor();
        }
        return Integer.parseInt(cursor);
    }

    /** Why there is no backtrace, where there is none. */
    private static String backtraceLacks(RetraceTask task, boolean text) {
        return switch (task.getState()) {
            case QUEUED -> "There is no backtrace yet: the task waits";
            case RUNNING -> "There is no backtrace yet: the task runs";
            case FAILURE -> "There is no backtrace: the task failed; " + task.getFailure();
            case SUCCESS ->
                text
                        ? "There is no backtrace any more: the results of the task have been removed"
                        : "There is no backtrace for programs; ask for text/plain";
        };
    }
}
