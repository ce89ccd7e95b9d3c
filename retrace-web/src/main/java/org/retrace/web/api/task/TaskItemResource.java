// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Role;
import org.retrace.task.RetraceTask;
import org.retrace.task.order.OrderOutcome;
import org.retrace.task.order.TaskOrders;
import org.retrace.task.owner.TaskOwners;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/tasks/{id}}: one task, and what is done to it. */
@Tag(name = "Tasks")
@Path("api/v1/tasks/{id}")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
public class TaskItemResource {

    private static final int NO_CONTENT = 204;

    /** All that a change can have, each character spelled by its number; the server lets no more through. */
    private static final int MOST_BYTES = 99_999;

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskOrders orders;

    @Inject
    private TaskAnswers answers;

    @PathParam("id")
    private String id = "";

    /** What is done to the task that the path names. */
    @FunctionalInterface
    private interface Order {
        OrderOutcome give(long id) throws IOException;
    }

    /** The task as it is now. */
    @GET
    @Operation(operationId = "getTask", summary = "A task as it is now")
    @APIResponseSchema(value = TaskEntry.class, responseCode = "200", responseDescription = "The task")
    @APIResponse(responseCode = "304", description = "It is as the one that If-None-Match names")
    @Refuses(ProblemType.NOT_FOUND)
    public Response find(@Context Request request) {
        OptionalLong number = number();
        Optional<RetraceTask> task = number.isPresent() ? owners.find(number.getAsLong()) : Optional.empty();
        if (task.isEmpty()) {
            return TaskAnswers.noTask();
        }
        TaskEntry entry = answers.entry(task.get(), "");
        EntityTag tag = TaskTag.of(task.get(), entry);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged == null ? Response.ok(entry).tag(tag).build() : unchanged.build();
    }

    /** Changes what people note on it. */
    @PATCH
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "changeTask",
            summary = "Changes what people note on a task",
            description = "What is named is replaced, null empties it, the rest stays.")
    @APIResponseSchema(value = TaskEntry.class, responseCode = "200", responseDescription = "The task as it is now")
    @Refuses({
        ProblemType.INVALID,
        ProblemType.NOT_FOUND,
        ProblemType.CHANGED,
        ProblemType.TOO_LARGE,
        ProblemType.PRECONDITION_REQUIRED
    })
    public Response change(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = "application/merge-patch+json",
                                        schema = @Schema(ref = "TaskChange")),
                                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "TaskChange"))
                            })
                    InputStream body)
            throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (ifMatch == null) {
            return Problem.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    "The header If-Match says which version you have read: the ETag of GET");
        }
        if (bytes.length > MOST_BYTES) {
            return Problem.of(ProblemType.TOO_LARGE, "A change has at most " + MOST_BYTES + " bytes");
        }
        return give(task -> orders.change(task, TaskTag.named(ifMatch), TaskPatch.read(bytes)));
    }

    /** All of it is gone afterwards. */
    @DELETE
    @Operation(operationId = "deleteTask", summary = "Deletes a task with all that is of it")
    @APIResponse(responseCode = "204", description = "Nothing of it is left")
    @Refuses(ProblemType.NOT_FOUND)
    public Response delete() throws IOException {
        OptionalLong number = number();
        return number.isPresent() && orders.delete(number.getAsLong())
                ? Response.status(NO_CONTENT).build()
                : TaskAnswers.noTask();
    }

    /** Lets one that waits for a time be taken up at once. */
    @POST
    @Path("start")
    @Operation(operationId = "startTask", summary = "Lets a task that rests be taken up at once")
    @APIResponseSchema(value = TaskEntry.class, responseCode = "200", responseDescription = "The task as it is now")
    @Refuses({ProblemType.NOT_FOUND, ProblemType.CONFLICT})
    public Response start() throws IOException {
        return give(orders::start);
    }

    /** Tries one again that has ended. */
    @POST
    @Path("restart")
    @Operation(operationId = "restartTask", summary = "Tries a task again that has ended")
    @APIResponseSchema(value = TaskEntry.class, responseCode = "200", responseDescription = "The task as it is now")
    @Refuses({ProblemType.NOT_FOUND, ProblemType.CONFLICT})
    public Response restart() throws IOException {
        return give(orders::restart);
    }

    /** Ends one that waits or runs. */
    @POST
    @Path("cancel")
    @Operation(operationId = "cancelTask", summary = "Ends a task that waits or runs")
    @APIResponseSchema(value = TaskEntry.class, responseCode = "200", responseDescription = "The task as it is now")
    @Refuses({ProblemType.NOT_FOUND, ProblemType.CONFLICT})
    public Response cancel() throws IOException {
        return give(orders::cancel);
    }

    private Response give(Order order) throws IOException {
        OptionalLong number = number();
        return number.isPresent() ? answers.of(order.give(number.getAsLong())) : TaskAnswers.noTask();
    }

    private OptionalLong number() {
        return id.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(id)) : OptionalLong.empty();
    }
}
