// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.event;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.retrace.account.People;
import org.retrace.account.Role;
import org.retrace.task.RetraceTask;
import org.retrace.task.result.TaskNewsStore;
import org.retrace.task.result.TaskResults;
import org.retrace.web.api.ListRequest;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.problem.Refuses;

/** {@code /api/v1/tasks/{id}/events}: what happens to a task, as it happens. */
@Tag(name = "Tasks")
@Path("api/v1/tasks/{id}")
@RequestScoped
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskEventResource {

    private static final String NUMBER = "[0-9]{1,18}";
    private static final String LAST_ID = "Last-Event-ID";
    private static final int RETRY_SECONDS = 10;

    @Inject
    private TaskResults results;

    @Inject
    private TaskNewsStore news;

    @Inject
    private People people;

    @Inject
    private TaskStreams streams;

    /**
     * Events from the beginning of the task, or behind the one that Last-Event-ID names; 204 when that was the end.
     *
     * @param request as the filters made it
     */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "followTask",
            summary = "What happens to a task, as it happens",
            description = "Server-sent events, told in events.md. A stream ends after a minute; ask again then.")
    @Parameter(
            name = LAST_ID,
            in = ParameterIn.HEADER,
            description = "the id of the last event that was told; only those behind it come",
            schema = @Schema(type = SchemaType.STRING),
            example = "85.RUNNING.0")
    @APIResponse(
            responseCode = "200",
            description = "Events, until the end or for a minute",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "204", description = "That was the last event")
    @Refuses({ProblemType.INVALID, ProblemType.NOT_FOUND})
    public Response follow(@PathParam("id") String id, @Context UriInfo uri, @Context HttpServletRequest request) {
        ListRequest.none(uri);
        long task = Optional.of(id)
                .filter(text -> text.matches(NUMBER))
                .flatMap(text -> results.find(Long.parseLong(text)))
                .map(RetraceTask::getId)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such task"));
        EventPlace told = told(request);
        if (knowsTheEnd(task, told)) {
            return Response.noContent().build();
        }
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            return answer();
        }
        Optional<TaskStream> stream = streams.open(people.me().getId(), task, told);
        if (stream.isEmpty()) {
            return refusal();
        }
        stream.get().promise(request);
        return answer();
    }

    private static Response answer() {
        return Response.ok()
                .header(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS)
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private Response refusal() {
        Response refusal = streams.isFull()
                ? Problem.of(
                        ProblemType.UNAVAILABLE, TaskStreams.MOST + " clients follow tasks already; come again later")
                : Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "You follow tasks by " + TaskStreams.MOST_OF_ONE + " requests already; end one of them");
        return Response.fromResponse(refusal)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    /** Whether the task has ended and the client was told everything. */
    private boolean knowsTheEnd(long task, EventPlace told) {
        return news.of(Set.of(task), told.run()).stream()
                .anyMatch(now -> now.standing().isFinished()
                        && TaskEvent.since(told, now).isEmpty());
    }

    private static EventPlace told(HttpServletRequest request) {
        String id = request.getHeader(LAST_ID);
        return id == null || id.isEmpty()
                ? EventPlace.FIRST
                : EventPlace.parse(id)
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.INVALID,
                                "The request is not valid",
                                Map.of(LAST_ID, "is no id of an event of this task")));
    }
}
