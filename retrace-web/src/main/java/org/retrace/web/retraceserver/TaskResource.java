// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.retrace.settings.Settings;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskRemoval;
import org.retrace.task.queue.TaskQueue;
import org.retrace.web.PlainText;

/** {@code /{id}} and what lies below it: status, results and end of a task, opened by its password. */
@Path("{id}")
@RequestScoped
public class TaskResource {

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int POLL_SECONDS = 10;

    @Inject
    private TaskDoor door;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskRemoval removal;

    @Inject
    private Settings settings;

    @PathParam("id")
    private String id = "";

    @GET
    public Response status(@Context HttpServletRequest request) throws IOException {
        return door.open(request, id, this::status);
    }

    @GET
    @Path("{name:backtrace|retrace_backtrace}")
    public Response backtrace(@Context HttpServletRequest request) throws IOException {
        return door.open(
                request,
                id,
                task -> file(
                        task.getState().isFinished() ? files.backtrace(task.getId()) : Optional.empty(),
                        "There is no backtrace for the specified task"));
    }

    @GET
    @Path("log")
    public Response log(@Context HttpServletRequest request) throws IOException {
        return door.open(request, id, task -> file(files.log(task.getId()), "There is no log for the specified task"));
    }

    @GET
    @Path("exploitable")
    public Response exploitable(@Context HttpServletRequest request) throws IOException {
        return door.open(
                request,
                id,
                task -> file(
                        task.getState().isFinished() ? files.exploitable(task.getId()) : Optional.empty(),
                        "There is no exploitability data for the specified task"));
    }

    @GET
    @Path("misc/{name}")
    public Response miscellaneous(@Context HttpServletRequest request, @PathParam("name") String name)
            throws IOException {
        return door.open(request, id, task -> file(files.miscellaneous(task.getId(), name), "There is no such record"));
    }

    @GET
    @Path("delete")
    public Response deleteByGet(@Context HttpServletRequest request) throws IOException {
        return delete(request);
    }

    @POST
    @Path("delete")
    public Response deleteByPost(@Context HttpServletRequest request) throws IOException {
        return delete(request);
    }

    @DELETE
    public Response delete(@Context HttpServletRequest request) throws IOException {
        return door.open(request, id, task -> {
            if (!settings.current().access().allowApiDelete()) {
                return PlainText.of(FORBIDDEN, "Manual deleting is disabled").build();
            }
            removal.remove(task.getId());
            return PlainText.of(OK, "All task data were deleted successfully").build();
        });
    }

    @GET
    @Path("start")
    public Response startByGet(@Context HttpServletRequest request) throws IOException {
        return start(request);
    }

    /** Only managed tasks wait to be started, and there are none yet. */
    @POST
    @Path("start")
    public Response start(@Context HttpServletRequest request) throws IOException {
        return door.open(request, id, task -> TaskManagerResource.disabled());
    }

    private Response status(RetraceTask task) {
        Response.ResponseBuilder response = PlainText.of(OK, task.statusText(queue.ahead(task)))
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
