// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** {@code GET /}: people are sent to the console. */
@Path("")
@RequestScoped
public class StartResource {

    @GET
    public Response start() {
        return Response.seeOther(URI.create("console/")).build();
    }
}
