// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.retrace.task.TaskType;
import org.retrace.task.intake.IntakeOutcome;
import org.retrace.task.intake.Refusal;
import org.retrace.task.intake.TaskIntake;
import org.retrace.task.intake.UploadRequest;
import org.retrace.web.PlainText;
import org.retrace.web.WebLogger;

/** {@code POST /create}: an archive in, a task out. */
@Path("create")
@RequestScoped
public class CreateResource {

    private static final int CREATED = 201;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 60;

    @Inject
    private UploadChecks checks;

    @Inject
    private TaskIntake intake;

    @GET
    public Response get() {
        return methodNotAllowed();
    }

    @PUT
    public Response put() {
        return methodNotAllowed();
    }

    /**
     * Checks the headers before the first byte of the body is read, so that a refusal costs the client nothing.
     *
     * @param request as the filters made it; CDI would inject the one the client sent
     */
    @POST
    public Response create(@Context HttpServletRequest request) throws IOException {
        Optional<UploadChecks.Refused> refused = checks.check(request);
        if (refused.isPresent()) {
            WebLogger.LOG.uploadRefused(refused.get().sentence());
            return PlainText.of(refused.get().status(), refused.get().sentence())
                    .build();
        }
        UploadRequest upload = new UploadRequest(type(request), request.getContentLengthLong());
        try (InputStream body = request.getInputStream()) {
            return answer(upload, intake.accept(upload, body));
        }
    }

    private static TaskType type(HttpServletRequest request) {
        return UploadChecks.taskType(request).map(TaskType::ofCode).orElse(TaskType.RETRACE);
    }

    private static Response answer(UploadRequest upload, IntakeOutcome outcome) {
        if (outcome instanceof IntakeOutcome.Accepted accepted) {
            WebLogger.LOG.taskAccepted(accepted.taskId(), upload.packedBytes());
            return Response.status(CREATED)
                    .header("X-Task-Id", accepted.taskId())
                    .header("X-Task-Password", accepted.password())
                    .header(HttpHeaders.CONTENT_TYPE, PlainText.TYPE)
                    .header(HttpHeaders.CONTENT_LENGTH, 0)
                    .build();
        }
        Refusal refusal = ((IntakeOutcome.Refused) outcome).refusal();
        WebLogger.LOG.uploadRefused(refusal.sentence());
        Response.ResponseBuilder response = PlainText.of(status(refusal.reason()), refusal.sentence());
        if (refusal.reason() == Refusal.Reason.FULLY_LOADED) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.build();
    }

    private static int status(Refusal.Reason reason) {
        return switch (reason) {
            case CONTENT_TOO_LARGE -> 413;
            case NO_STORAGE -> 507;
            case BROKEN_ARCHIVE -> 400;
            case FORBIDDEN -> 403;
            case FULLY_LOADED -> SERVICE_UNAVAILABLE;
        };
    }

    private static Response methodNotAllowed() {
        return PlainText.of(METHOD_NOT_ALLOWED, "You must use POST method")
                .header(HttpHeaders.ALLOW, "POST")
                .build();
    }
}
