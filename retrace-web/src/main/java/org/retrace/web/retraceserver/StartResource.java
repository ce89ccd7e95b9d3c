// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code GET /}: people are sent to the console. */
@Path("")
@RequestScoped
public class StartResource {

    @Context
    private UriInfo uri;

    @GET
    public Response start() {
        return Response.seeOther(uri.getBaseUriBuilder().path("console/").build())
                .build();
    }
}
