// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.retrace.statistics.UsageFigures;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskType;
import org.retrace.task.intake.IntakeOutcome;
import org.retrace.task.intake.Refusal;
import org.retrace.task.intake.UploadRequest;
import org.retrace.task.intake.UploadRoom;
import org.retrace.task.order.TaskOrders;
import org.retrace.task.owner.TaskOwners;
import org.retrace.web.WebLogger;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemException;
import org.retrace.web.problem.ProblemType;
import org.retrace.web.upload.FormException;
import org.retrace.web.upload.FormFile;
import org.retrace.web.upload.UploadChecks;
import org.retrace.web.upload.UploadFormat;

/** The upload of a crash by somebody who has signed in: by the same checks as everybody's, in the API's words. */
@ApplicationScoped
public class TaskUpload {

    private static final int CREATED = 201;
    private static final int RETRY_SECONDS = 60;

    @Inject
    private UploadChecks checks;

    @Inject
    private UploadRoom room;

    @Inject
    private TaskOrders orders;

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskAnswers answers;

    @Inject
    private UsageFigures figures;

    /** Checks the headers before the first byte of the body is read, so that a refusal costs the client nothing. */
    Response receive(HttpServletRequest request) throws IOException {
        Optional<UploadChecks.Refused> refused = (isForm(request)
                        ? checks.checkLength(request)
                        : checks.checkBody(request))
                .or(() -> checks.checkTask(request));
        if (refused.isPresent()) {
            return refuse(refused.get());
        }
        Optional<UploadRoom.Promise> promise = room.promise(request.getContentLengthLong());
        if (promise.isEmpty()) {
            return refuse(UploadChecks.NO_STORAGE);
        }
        try (UploadRoom.Promise promised = promise.get()) {
            return isForm(request) ? form(request, promised) : body(request, promised);
        } catch (FormException e) {
            throw new ProblemException(ProblemType.INVALID, String.valueOf(e.getMessage()));
        } catch (EOFException e) {
            WebLogger.LOG.uploadBrokenOff(String.valueOf(e.getMessage()));
            throw new ProblemException(ProblemType.INVALID, "The upload ended too early");
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        return UploadChecks.type(request.getContentType()).equals(FormFile.TYPE);
    }

    private Response body(HttpServletRequest request, UploadRoom.Promise promise) throws IOException {
        return accept(request, promise, UploadChecks.format(request).orElseThrow(), request.getInputStream());
    }

    private Response form(HttpServletRequest request, UploadRoom.Promise promise) throws IOException {
        FormFile file = FormFile.open(request);
        Optional<UploadFormat> format = file.format();
        return format.isPresent()
                ? accept(request, promise, format.get(), file)
                : refuse(new UploadChecks.Refused(ProblemType.UNSUPPORTED_TYPE.status(), UploadChecks.UNSUPPORTED));
    }

    private Response accept(
            HttpServletRequest request, UploadRoom.Promise promise, UploadFormat format, InputStream crash)
            throws IOException {
        TaskType type = UploadChecks.taskType(request).map(TaskType::ofCode).orElse(TaskType.RETRACE);
        UploadRequest upload =
                new UploadRequest(type, request.getContentLengthLong(), format.bareFile(), UploadChecks.key(request));
        IntakeOutcome outcome = orders.upload(upload, promise, crash);
        if (outcome instanceof IntakeOutcome.Accepted accepted) {
            WebLogger.LOG.taskAccepted(accepted.taskId(), upload.packedBytes());
            return accepted(accepted);
        }
        return refuse(((IntakeOutcome.Refused) outcome).refusal());
    }

    private Response accepted(IntakeOutcome.Accepted accepted) {
        RetraceTask task = owners.find(accepted.taskId())
                .orElseThrow(() -> new ProblemException(ProblemType.CONFLICT, "the task was deleted already"));
        return Response.status(CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/tasks/" + task.getId())
                .tag(TaskTag.of(task, answers.entry(task, "")))
                .entity(answers.entry(task, accepted.password()))
                .build();
    }

    private static Response refuse(UploadChecks.Refused refused) {
        WebLogger.LOG.uploadRefused(refused.sentence());
        return Problem.of(ProblemType.of(refused.status()), refused.sentence());
    }

    private Response refuse(Refusal refusal) {
        WebLogger.LOG.uploadRefused(refusal.sentence());
        Response answer = Problem.of(type(refusal.reason()), refusal.sentence());
        if (refusal.reason() != Refusal.Reason.FULLY_LOADED) {
            return answer;
        }
        figures.refusedForLoad();
        return Response.fromResponse(answer)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    private static ProblemType type(Refusal.Reason reason) {
        return switch (reason) {
            case CONTENT_TOO_LARGE -> ProblemType.TOO_LARGE;
            case NO_STORAGE -> ProblemType.NO_STORAGE;
            case BROKEN_ARCHIVE, FORBIDDEN -> ProblemType.INVALID;
            case FULLY_LOADED -> ProblemType.UNAVAILABLE;
            case KEY_REUSED -> ProblemType.KEY_REUSED;
        };
    }
}
