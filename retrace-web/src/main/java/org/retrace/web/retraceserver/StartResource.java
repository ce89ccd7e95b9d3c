// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.retrace.settings.Settings;
import org.retrace.task.queue.TaskQueue;
import org.retrace.web.PlainText;

/** {@code GET /}: people are sent to the console; who asks for plain text is told in a few lines what this is. */
@Path("")
@RequestScoped
public class StartResource {

    private static final int SEE_OTHER = 303;

    @Inject
    private Settings settings;

    @Inject
    private TaskQueue queue;

    /** By a relative address, which holds behind any proxy. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response start() {
        return PlainText.of(SEE_OTHER, "The pages for people are at console/\n")
                .header(HttpHeaders.LOCATION, "console/")
                .build();
    }

    @GET
    @Produces("text/plain;qs=0.5")
    public Response plain() {
        String lines =
                """
                This is a retrace server: it makes backtraces of coredumps. POST an archive to create; GET settings.
                %d of %d tasks run, %d wait.
                """
                        .formatted(queue.running(), settings.current().tasks().maxParallel(), queue.waiting());
        return PlainText.of(200, lines).build();
    }
}
