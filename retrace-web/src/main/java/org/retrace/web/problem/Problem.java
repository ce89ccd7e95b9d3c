// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.problem;

import jakarta.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Errors of the API as RFC 9457 has them. */
public final class Problem {

    private Problem() {}

    /**
     * An error as an answer.
     *
     * @param detail what is wrong and what to do, for people
     */
    public static Response of(int status, String detail) {
        String json = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("status", status)
                .add("detail", detail)
                .build()
                .toString();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return Response.status(status)
                .entity(body)
                .header(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .header(HttpHeaders.CONTENT_LENGTH, body.length)
                .build();
    }
}
