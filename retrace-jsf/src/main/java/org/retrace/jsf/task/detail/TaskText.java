// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.retrace.jsf.backtrace.GdbText;
import org.retrace.task.owner.TaskPapers;

/**
 * What there is of a task to be fetched: {@code /tasks/{id}/} and {@code backtrace.txt}, {@code backtrace.json} or
 * {@code log.txt}. With {@code ?thread=1} the text is gdb's backtrace of that thread, with {@code ?thread=0} of all of
 * them; with {@code ?from=4096} the log is the whole lines from that byte on, and the header {@value #END} says where
 * the next begin.
 */
@WebServlet("/tasks/*")
public class TaskText extends HttpServlet {

    /** The byte behind the lines of a log. */
    static final String END = "Retrace-Log-End";

    private static final long serialVersionUID = 1;

    private static final Pattern ADDRESS =
            Pattern.compile("/([0-9]{1,18})/(backtrace\\.txt|backtrace\\.json|log\\.txt)");

    @Inject
    private transient TaskPapers papers;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var path = request.getPathInfo();
        var asked = ADDRESS.matcher(path == null ? "" : path);
        var file = asked.matches() ? file(Long.parseLong(asked.group(1)), asked.group(2)) : Optional.<Path>empty();
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        var name = asked.group(2);
        response.setContentType((name.endsWith("json") ? "application/json" : "text/plain") + "; charset=utf-8");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        var thread = number(request.getParameter("thread"));
        var from = number(request.getParameter("from"));
        if (name.equals("backtrace.txt") && thread.isPresent()) {
            sendThread(file.get(), thread.get().intValue(), response);
        } else if (name.equals("log.txt") && from.isPresent()) {
            sendLines(file.get(), from.get(), response);
        } else {
            Files.copy(file.get(), response.getOutputStream());
        }
    }

    private Optional<Path> file(long task, String name) {
        return switch (name) {
            case "backtrace.txt" -> papers.backtrace(task);
            case "backtrace.json" -> papers.backtraceJson(task);
            default -> papers.log(task);
        };
    }

    private static Optional<Long> number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static void sendThread(Path text, int thread, HttpServletResponse response) throws IOException {
        try (var reader = new InputStreamReader(Files.newInputStream(text), StandardCharsets.UTF_8)) {
            GdbText.copy(reader, thread, response.getWriter());
        }
    }

    private static void sendLines(Path log, long from, HttpServletResponse response) throws IOException {
        var lines = LogTail.from(log, from);
        response.setHeader(END, Long.toString(lines.end()));
        response.getWriter().write(lines.text());
    }
}
