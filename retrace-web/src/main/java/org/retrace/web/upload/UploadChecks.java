// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.upload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.TaskType;

/** What is checked of an upload before its body is read, in the order of the contract's table. */
@ApplicationScoped
public class UploadChecks {

    /** There is no room for it. */
    public static final Refused NO_STORAGE = new Refused(507, "There is not enough storage space on the server");

    /** What is said of managed tasks and of all that belongs to them. */
    public static final String MANAGER_DISABLED = "Task manager was disabled by the server administrator";

    /** What is said of a Content-Type that is none of the forms. */
    public static final String UNSUPPORTED = "Specified archive format is not supported";

    private static final int MAX_KEY_CHARS = 255;

    /**
     * A refusal by headers alone.
     *
     * @param status of the answer
     * @param sentence its body
     */
    public record Refused(int status, String sentence) {}

    @Inject
    private Settings settings;

    /** The first check of the body's length and form that fails; empty when there may be room for it. */
    public Optional<Refused> checkBody(HttpServletRequest request) {
        if (request.getContentLengthLong() >= 0 && format(request).isEmpty()) {
            return refuse(415, UNSUPPORTED);
        }
        return checkLength(request);
    }

    /** The first check of the body's length alone that fails. */
    public Optional<Refused> checkLength(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length < 0) {
            return refuse(411, "You need to set Content-Length header properly");
        }
        return length > settings.current().limits().maxPackedBytes()
                ? refuse(413, "Specified archive is too large")
                : Optional.empty();
    }

    /** The first check of what is asked for that fails; empty when the body may be read. */
    public Optional<Refused> checkTask(HttpServletRequest request) {
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
            return refuse(403, MANAGER_DISABLED);
        }
        return key(request)
                        .filter(key -> !key.matches("[\\x20-\\x7e]{1," + MAX_KEY_CHARS + "}"))
                        .isPresent()
                ? refuse(400, "Idempotency-Key must be 1 to " + MAX_KEY_CHARS + " characters of ASCII")
                : Optional.empty();
    }

    /** What the client will ask again by. */
    public static Optional<String> key(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Idempotency-Key"));
    }

    /** The number in {@code X-Task-Type}; empty when there is none, or it is no integer of at most 18 digits. */
    public static Optional<Long> taskType(HttpServletRequest request) {
        String value =
                Objects.requireNonNullElse(request.getHeader("X-Task-Type"), "").strip();
        return value.matches("[+-]?[0-9]{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }

    /** The form that the Content-Type names. */
    public static Optional<UploadFormat> format(HttpServletRequest request) {
        return UploadFormat.of(type(request.getContentType()));
    }

    /** A content type without its parameters, in lower case; empty where there is none. */
    public static String type(@Nullable String contentType) {
        String value = Objects.requireNonNullElse(contentType, "");
        int parameters = value.indexOf(';');
        String type = parameters < 0 ? value : value.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Refused> refuse(int status, String sentence) {
        return Optional.of(new Refused(status, sentence));
    }
}
