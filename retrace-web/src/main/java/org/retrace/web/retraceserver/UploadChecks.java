// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.TaskType;

/** What is checked of an upload before its body is read, in the order of the contract's table. */
@ApplicationScoped
public class UploadChecks {

    static final Refused NO_STORAGE = new Refused(507, "There is not enough storage space on the server");

    private static final int MAX_KEY_CHARS = 255;

    /**
     * A refusal by headers alone.
     *
     * @param status of the answer
     * @param sentence its body
     */
    record Refused(int status, String sentence) {}

    @Inject
    private Settings settings;

    /** The first check of the body's length and form that fails; empty when there may be room for it. */
    Optional<Refused> checkBody(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length < 0) {
            return refuse(411, "You need to set Content-Length header properly");
        }
        if (format(request).isEmpty()) {
            return refuse(415, "Specified archive format is not supported");
        }
        if (length > settings.current().limits().maxPackedBytes()) {
            return refuse(413, "Specified archive is too large");
        }
        return Optional.empty();
    }

    /** The first check of what is asked for that fails; empty when the body may be read. */
    Optional<Refused> checkTask(HttpServletRequest request) {
        RetraceSettings.Uploads allowed = settings.current().uploads();
        Optional<Long> code = taskType(request);
        if (request.getHeader("X-Task-Type") != null && code.isEmpty()) {
            return refuse(400, "X-Task-Type must be a number");
        }
        TaskType type = code.map(TaskType::ofCode).orElse(TaskType.RETRACE);
        if (type.isInteractive() && !allowed.allowInteractive()) {
            return refuse(409, "Interactive tasks were disabled by server administrator");
        }
        if (!(type.isVmcore() ? allowed.allowVmcores() : allowed.allowUserCores())) {
            return refuse(403, "This kind of task was disabled by server administrator");
        }
        if (request.getHeader("X-Task-Managed") != null) {
            return refuse(403, TaskManagerResource.DISABLED);
        }
        return key(request)
                        .filter(key -> !key.matches("[\\x20-\\x7e]{1," + MAX_KEY_CHARS + "}"))
                        .isPresent()
                ? refuse(400, "Idempotency-Key must be 1 to " + MAX_KEY_CHARS + " characters of ASCII")
                : Optional.empty();
    }

    /** What the client will ask again by. */
    static Optional<String> key(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Idempotency-Key"));
    }

    /** The number in {@code X-Task-Type}; empty when there is none, or it is no integer of at most 18 digits. */
    static Optional<Long> taskType(HttpServletRequest request) {
        String value =
                Objects.requireNonNullElse(request.getHeader("X-Task-Type"), "").strip();
        return value.matches("[+-]?[0-9]{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }

    /** The form that the Content-Type names. */
    static Optional<UploadFormat> format(HttpServletRequest request) {
        String value = Objects.requireNonNullElse(request.getContentType(), "");
        int parameters = value.indexOf(';');
        String type = parameters < 0 ? value : value.substring(0, parameters);
        return UploadFormat.of(type.strip().toLowerCase(Locale.ROOT));
    }

    private static Optional<Refused> refuse(int status, String sentence) {
        return Optional.of(new Refused(status, sentence));
    }
}
