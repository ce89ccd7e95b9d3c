// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;
import org.retrace.task.queue.TaskQueue;
import org.retrace.web.PlainText;

/** {@code GET /{id}} and what lies below it: status, backtrace and log of a task, opened by its password. */
@Path("{id}")
@RequestScoped
public class TaskResource {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int POLL_SECONDS = 10;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskFiles files;

    @PathParam("id")
    private String id = "";

    @HeaderParam("X-Task-Password")
    private @Nullable String password;

    @GET
    public Response status() throws IOException {
        Opened opened = open();
        return opened.task() == null ? opened.refusal() : status(opened.task());
    }

    @GET
    @Path("backtrace")
    public Response backtrace() throws IOException {
        Opened opened = open();
        return opened.task() == null
                ? opened.refusal()
                : file(
                        opened.task().getState().isFinished()
                                ? files.backtrace(opened.task().getId())
                                : Optional.empty(),
                        "There is no backtrace for the specified task");
    }

    @GET
    @Path("retrace_backtrace")
    public Response retraceBacktrace() throws IOException {
        return backtrace();
    }

    @GET
    @Path("log")
    public Response log() throws IOException {
        Opened opened = open();
        return opened.task() == null
                ? opened.refusal()
                : file(files.log(opened.task().getId()), "There is no log for the specified task");
    }

    /** A task whose password was right, or the answer that says why not. */
    private record Opened(@Nullable RetraceTask task, Response refusal) {}

    private Opened open() throws IOException {
        if (!id.matches("[0-9]{1,18}")) {
            return refused(NOT_FOUND, "Invalid URL");
        }
        Optional<RetraceTask> task = tasks.find(Long.parseLong(id));
        if (task.isEmpty()) {
            return refused(NOT_FOUND, "There is no such task");
        }
        if (password == null || !files.opens(task.get().getId(), password)) {
            return refused(FORBIDDEN, "Invalid password");
        }
        return new Opened(task.get(), Response.ok().build());
    }

    private static Opened refused(int status, String sentence) {
        return new Opened(null, PlainText.of(status, sentence).build());
    }

    private Response status(RetraceTask task) {
        Response.ResponseBuilder response = PlainText.of(200, task.statusText(queue.ahead(task)))
                .header("X-Task-Status", task.getState().wireName());
        if (!task.getState().isFinished()) {
            response.header(HttpHeaders.RETRY_AFTER, POLL_SECONDS);
        }
        return response.build();
    }

    private static Response file(Optional<java.nio.file.Path> file, String missing) throws IOException {
        return file.isPresent()
                ? PlainText.of(file.get()).build()
                : PlainText.of(NOT_FOUND, missing).build();
    }
}
