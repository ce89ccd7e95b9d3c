// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.retrace.settings.Settings;
import org.retrace.task.TaskStorage;
import org.retrace.task.TaskType;

/** What is checked of an upload before its body is read, in the order of the contract's table. */
@ApplicationScoped
public class UploadChecks {

    private static final Set<String> TYPES = Set.of(
            "application/x-tar",
            "application/x-gzip",
            "application/gzip",
            "application/x-xz-compressed-tar",
            "application/x-xz");

    /**
     * A refusal by headers alone.
     *
     * @param status of the answer
     * @param sentence its body
     */
    record Refused(int status, String sentence) {}

    @Inject
    private Settings settings;

    @Inject
    private TaskStorage storage;

    /** The first check that fails; empty when the body may be read. */
    Optional<Refused> check(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length < 0) {
            return refuse(411, "You need to set Content-Length header properly");
        }
        if (!TYPES.contains(mediaType(request))) {
            return refuse(415, "Specified archive format is not supported");
        }
        if (length > settings.current().limits().maxPackedBytes()) {
            return refuse(413, "Specified archive is too large");
        }
        if (!storage.hasRoomFor(length)) {
            return refuse(507, "There is not enough storage space on the server");
        }
        if (request.getHeader("X-CoreFileDirectory") != null) {
            return refuse(403, "X-CoreFileDirectory header has been disabled by server administrator");
        }
        return checkTask(request);
    }

    private static Optional<Refused> checkTask(HttpServletRequest request) {
        String header = request.getHeader("X-Task-Type");
        Optional<Long> code = taskType(request);
        if (header != null && code.isEmpty()) {
            return refuse(400, "X-Task-Type must be a number");
        }
        TaskType type = code.map(TaskType::ofCode).orElse(TaskType.RETRACE);
        if (type.isInteractive()) {
            return refuse(409, "Interactive tasks were disabled by server administrator");
        }
        if (type.isVmcore()) {
            return refuse(403, "This kind of task was disabled by server administrator");
        }
        if (request.getHeader("X-Task-Managed") != null) {
            return refuse(403, "Task manager was disabled by the server administrator");
        }
        return Optional.empty();
    }

    /** The number in {@code X-Task-Type}; empty when there is none, or it is no integer of at most 18 digits. */
    static Optional<Long> taskType(HttpServletRequest request) {
        String value =
                Objects.requireNonNullElse(request.getHeader("X-Task-Type"), "").strip();
        return value.matches("[+-]?[0-9]{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }

    private static String mediaType(HttpServletRequest request) {
        String value = Objects.requireNonNullElse(request.getContentType(), "");
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Refused> refuse(int status, String sentence) {
        return Optional.of(new Refused(status, sentence));
    }
}
