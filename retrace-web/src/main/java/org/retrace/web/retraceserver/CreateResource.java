// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.retrace.statistics.UsageFigures;
import org.retrace.task.TaskType;
import org.retrace.task.intake.IntakeOutcome;
import org.retrace.task.intake.Refusal;
import org.retrace.task.intake.TaskIntake;
import org.retrace.task.intake.UploadRequest;
import org.retrace.task.intake.UploadRoom;
import org.retrace.web.LaterBody;
import org.retrace.web.PlainText;
import org.retrace.web.WebLogger;
import org.retrace.web.upload.UploadChecks;
import org.retrace.web.upload.UploadFormat;

/** {@code POST /create}: an archive in, a task out. */
@Path("create")
@RequestScoped
public class CreateResource {

    private static final int CREATED = 201;
    private static final int RETRY_SECONDS = 60;

    @Inject
    private UploadChecks checks;

    @Inject
    private ExternalUpload external;

    @Inject
    private UploadRoom room;

    @Inject
    private TaskIntake intake;

    @Inject
    private EstimatedTime estimate;

    @Inject
    private UsageFigures figures;

    @Inject
    private TaskFollower follower;

    /** Answered by the runtime itself otherwise, with 200. */
    @OPTIONS
    public Response options() {
        throw new NotAllowedException("POST");
    }

    /**
     * Checks the headers before the first byte of the body is read, so that a refusal costs the client nothing.
     *
     * @param request as the filters made it; CDI would inject the one the client sent
     */
    @POST
    public Response create(@Context HttpServletRequest request) throws IOException {
        Optional<UploadChecks.Refused> refused = checks.checkBody(request);
        if (refused.isPresent()) {
            return refuse(refused.get());
        }
        Optional<UploadRoom.Promise> promise = room.promise(request.getContentLengthLong());
        if (promise.isEmpty()) {
            return refuse(UploadChecks.NO_STORAGE);
        }
        try (UploadRoom.Promise promised = promise.get()) {
            return receive(request, promised);
        }
    }

    private Response receive(HttpServletRequest request, UploadRoom.Promise promise) throws IOException {
        UploadFormat format = UploadChecks.format(request).orElseThrow();
        ExternalUpload.Outcome source = external.of(request, format);
        if (source instanceof ExternalUpload.Outcome.Closed closed) {
            return refuse(closed.why());
        }
        Optional<UploadChecks.Refused> refused = checks.checkTask(request);
        if (refused.isPresent()) {
            return refuse(refused.get());
        }
        TaskType type = UploadChecks.taskType(request).map(TaskType::ofCode).orElse(TaskType.RETRACE);
        UploadRequest upload =
                new UploadRequest(type, request.getContentLengthLong(), format.bareFile(), UploadChecks.key(request));
        try (InputStream body = ((ExternalUpload.Outcome.Open) source).body(request)) {
            return answer(request, upload, intake.accept(upload, promise, body));
        }
    }

    private Response answer(HttpServletRequest request, UploadRequest upload, IntakeOutcome outcome) {
        if (outcome instanceof IntakeOutcome.Accepted accepted) {
            WebLogger.LOG.taskAccepted(accepted.taskId(), upload.packedBytes());
            return accepted(request, accepted);
        }
        Refusal refusal = ((IntakeOutcome.Refused) outcome).refusal();
        WebLogger.LOG.uploadRefused(refusal.sentence());
        Response.ResponseBuilder response = PlainText.of(status(refusal.reason()), refusal.sentence());
        if (refusal.reason() == Refusal.Reason.FULLY_LOADED) {
            figures.refusedForLoad();
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.build();
    }

    private Response accepted(HttpServletRequest request, IntakeOutcome.Accepted accepted) {
        Response.ResponseBuilder response = Response.status(CREATED)
                .header("X-Task-Id", accepted.taskId())
                .header("X-Task-Password", accepted.password())
                .header(HttpHeaders.CONTENT_TYPE, PlainText.TYPE);
        OptionalLong seconds = estimate.seconds(accepted.taskId());
        if (seconds.isPresent()) {
            response.header("X-Task-Est-Time", seconds.getAsLong());
        }
        Optional<LaterBody> following = isSynchronous(request) ? follower.follow(accepted.taskId()) : Optional.empty();
        following.ifPresent(body -> body.promise(request));
        return following.isPresent()
                ? response.build()
                : response.header(HttpHeaders.CONTENT_LENGTH, 0).build();
    }

    private static boolean isSynchronous(HttpServletRequest request) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        return "1".equals(request.getHeader("X-Task-Sync"))
                || Stream.of(query.split("&", -1)).anyMatch(word -> word.equals("sync") || word.equals("sync=1"));
    }

    private static Response refuse(UploadChecks.Refused refused) {
        WebLogger.LOG.uploadRefused(refused.sentence());
        return PlainText.of(refused.status(), refused.sentence()).build();
    }

    private static int status(Refusal.Reason reason) {
        return switch (reason) {
            case CONTENT_TOO_LARGE -> 413;
            case NO_STORAGE -> 507;
            case BROKEN_ARCHIVE -> 400;
            case FORBIDDEN -> 403;
            case FULLY_LOADED -> 503;
            case KEY_REUSED -> 422;
        };
    }
}
