// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.retrace.task.TaskFiles;

/**
 * The backtrace and the log of a task as plain text: {@code /tasks/{id}/backtrace.txt} and {@code /tasks/{id}/log.txt}.
 */
@WebServlet("/tasks/*")
public class TaskText extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final Pattern ADDRESS = Pattern.compile("/([0-9]{1,18})/(backtrace|log)\\.txt");

    @Inject
    private transient TaskFiles files;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var file = file(request);
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try (var text = Files.newInputStream(file.get())) {
            response.setContentType("text/plain; charset=utf-8");
            response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
            text.transferTo(response.getOutputStream());
        }
    }

    private Optional<Path> file(HttpServletRequest request) {
        var path = request.getPathInfo();
        var asked = ADDRESS.matcher(path == null ? "" : path);
        if (!asked.matches()) {
            return Optional.empty();
        }
        var id = Long.parseLong(asked.group(1));
        return asked.group(2).equals("log") ? files.log(id) : files.backtrace(id);
    }
}
