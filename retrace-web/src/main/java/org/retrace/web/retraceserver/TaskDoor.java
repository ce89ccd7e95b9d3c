// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.retrace.settings.Settings;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;
import org.retrace.web.PlainText;

/** Opens a task to who has its password, and to nobody who guesses. */
@ApplicationScoped
public class TaskDoor {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskFiles files;

    @Inject
    private Settings settings;

    @Inject
    private PasswordFailures failures;

    /** What is answered of an open task. */
    @FunctionalInterface
    interface Answer {
        Response of(RetraceTask task) throws IOException;
    }

    /**
     * The answer of an open task, or the one that says why it stays shut.
     *
     * @param id as the request spells it
     */
    Response open(HttpServletRequest request, String id, Answer answer) throws IOException {
        if (!id.matches("[0-9]{1,18}")) {
            return PlainText.of(NOT_FOUND, "Invalid URL").build();
        }
        Optional<RetraceTask> task = tasks.find(Long.parseLong(id));
        if (task.isEmpty()) {
            return PlainText.of(NOT_FOUND, "There is no such task").build();
        }
        String number = Long.toString(task.get().getId());
        String address = request.getRemoteAddr();
        int most = settings.current().access().maxPasswordFailures();
        if (failures.isShut(number, address, most, System.nanoTime())) {
            return PlainText.of(TOO_MANY_REQUESTS, "Too many wrong passwords; try again later")
                    .header(HttpHeaders.RETRY_AFTER, PasswordFailures.WINDOW.toSeconds())
                    .build();
        }
        String password = request.getHeader("X-Task-Password");
        if (password == null || !files.opens(task.get().getId(), password)) {
            failures.failed(number, address, System.nanoTime());
            return PlainText.of(FORBIDDEN, "Invalid password").build();
        }
        return answer.of(task.get());
    }
}
