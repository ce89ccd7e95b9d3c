// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.account.People;
import org.retrace.account.Role;
import org.retrace.task.RetraceTask;
import org.retrace.task.list.Standing;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskTerm;
import org.retrace.task.order.TaskOrders;
import org.retrace.task.owner.TaskOwners;
import org.retrace.web.api.ListRequest;
import org.retrace.web.api.Page;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/tasks}: the tasks that whoever asks may see, and uploads. */
@Tag(name = "Tasks")
@Path("api/v1/tasks")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {

    private static final String NUMBER = "[0-9]{1,18}";

    @Inject
    private TaskOrders orders;

    @Inject
    private TaskOwners owners;

    @Inject
    private People people;

    @Inject
    private TaskUpload upload;

    /** The newest first. */
    @GET
    @Operation(
            operationId = "listTasks",
            summary = "The tasks that whoever asks may see, the newest first",
            description = "A viewer sees those of their own.")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "INCOMPLETE is a success that lacks something",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"QUEUED", "RUNNING", "SUCCESS", "INCOMPLETE", "FAILURE"}),
            example = "FAILURE")
    @Parameter(
            name = "package",
            in = ParameterIn.QUERY,
            description = "its name, alone or with version, release and architecture",
            schema = @Schema(type = SchemaType.STRING),
            example = "toaster")
    @Parameter(
            name = "release",
            in = ParameterIn.QUERY,
            description = "the operating system, as the crashed machine calls itself",
            schema = @Schema(type = SchemaType.STRING),
            example = "Fedora release 43 (Forty Three)")
    @Parameter(
            name = "signature",
            in = ParameterIn.QUERY,
            description = "the crash signature, or its MD5",
            schema = @Schema(type = SchemaType.STRING),
            example = "toaster:read_scale")
    @Parameter(
            name = "owner",
            in = ParameterIn.QUERY,
            description = "me, or the number of a person",
            schema = @Schema(type = SchemaType.STRING, pattern = "^(me|[0-9]{1,18})$"),
            example = "me")
    @Refuses(ProblemType.INVALID)
    public Page<TaskEntry> list(@Context UriInfo uri) {
        ListRequest request = ListRequest.of(uri, "state", "package", "release", "signature", "owner");
        Map<TaskTerm, String> terms = new EnumMap<>(TaskTerm.class);
        request.parameter("package").ifPresent(text -> terms.put(TaskTerm.PACKAGE, text));
        request.parameter("release").ifPresent(text -> terms.put(TaskTerm.RELEASE, text));
        request.parameter("signature").ifPresent(text -> terms.put(TaskTerm.SIGNATURE, text));
        terms.forEach(TaskResource::checkText);
        TaskFilter filter =
                new TaskFilter(standing(request), terms, Optional.empty(), Optional.empty(), owner(request));
        OptionalLong before = request.cursor().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(number(request.cursor().get()).orElseThrow(ListRequest::wrongCursor));
        List<RetraceTask> found = orders.page(filter, before, request.limit() + 1);
        TaskEntry.About about = new TaskEntry.About(owners.names(found), OptionalLong.empty(), "");
        return Page.of(request, found, task -> TaskEntry.of(task, about), last -> Long.toString(last.getArrival()));
    }

    /**
     * Takes a crash in, as the body or as the one file of a form.
     *
     * @param request as the filters made it; CDI would inject the one the client sent
     */
    @POST
    @Operation(
            operationId = "uploadTask",
            summary = "Takes a crash in",
            description =
                    "As the body, packed in any of the ways that POST /create takes, or as the one file of a form.")
    @Parameter(
            name = "X-Task-Type",
            in = ParameterIn.HEADER,
            description = "0 for a coredump, which is usual; other numbers where the server allows them",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", defaultValue = "0"),
            example = "0")
    @RequestBody(
            description = "The crash, packed",
            content = {
                @Content(mediaType = "application/x-gzip", schema = @Schema(ref = "Packed")),
                @Content(mediaType = "application/x-xz-compressed-tar", schema = @Schema(ref = "Packed")),
                @Content(mediaType = "application/x-tar", schema = @Schema(ref = "Packed")),
                @Content(mediaType = "multipart/form-data", schema = @Schema(ref = "CrashForm"))
            })
    @APIResponseSchema(
            value = TaskEntry.class,
            responseCode = "201",
            responseDescription = "The task, with the password that opens it in the classic interface")
    @Refuses({
        ProblemType.INVALID,
        ProblemType.TOO_SLOW,
        ProblemType.CONFLICT,
        ProblemType.LENGTH_REQUIRED,
        ProblemType.TOO_LARGE,
        ProblemType.UNSUPPORTED_TYPE,
        ProblemType.KEY_REUSED,
        ProblemType.NO_STORAGE
    })
    public Response upload(@Context HttpServletRequest request, @Context UriInfo uri) throws IOException {
        uri.getQueryParameters().keySet().stream().findFirst().ifPresent(name -> {
            throw new ProblemException(
                    ProblemType.INVALID,
                    "The query is not one of an upload",
                    Map.of(name, "there is no such parameter"));
        });
        return upload.receive(request);
    }

    private static void checkText(TaskTerm term, String text) {
        if (text.indexOf('\0') >= 0) {
            throw ListRequest.wrong(term.name().toLowerCase(java.util.Locale.ROOT), "has a character that no text has");
        }
    }

    private static Optional<Standing> standing(ListRequest request) {
        return request.parameter("state").map(name -> Arrays.stream(Standing.values())
                .filter(standing -> standing.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ListRequest.wrong("state", "is one of " + List.of(Standing.values()))));
    }

    private OptionalLong owner(ListRequest request) {
        Optional<String> owner = request.parameter("owner");
        if (owner.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                owner.get().equals("me")
                        ? people.me().getId()
                        : number(owner.get())
                                .orElseThrow(() -> ListRequest.wrong("owner", "is me, or the number of a person")));
    }

    private static Optional<Long> number(String text) {
        return text.matches(NUMBER) ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
