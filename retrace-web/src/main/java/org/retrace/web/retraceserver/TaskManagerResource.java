// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.retrace.web.PlainText;
import org.retrace.web.upload.UploadChecks;

/** {@code /manager} and {@code /ftp}, which this server does not have yet. */
@Path("{page:manager|ftp}{rest:(/.*)?}")
@RequestScoped
public class TaskManagerResource {

    private static final int FORBIDDEN = 403;

    @GET
    public Response get() {
        return disabled();
    }

    @POST
    public Response post() {
        return disabled();
    }

    static Response disabled() {
        return PlainText.of(FORBIDDEN, UploadChecks.MANAGER_DISABLED).build();
    }
}
