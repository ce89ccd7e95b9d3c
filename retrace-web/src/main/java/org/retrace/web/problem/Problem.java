// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.problem;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Errors of the API as RFC 9457 has them. */
public final class Problem {

    /** Their content type. */
    public static final String TYPE = "application/problem+json";

    private Problem() {}

    /**
     * An error as an answer.
     *
     * @param detail what is wrong and what to do, for people
     */
    public static Response of(ProblemType type, String detail) {
        return of(type, detail, Map.of());
    }

    /**
     * An error as an answer, of which single fields are the cause.
     *
     * @param errors by field or parameter, what is wrong with it
     */
    public static Response of(ProblemType type, String detail, Map<String, String> errors) {
        byte[] body = json(type, detail, errors);
        return Response.status(type.status())
                .entity(body)
                .header(HttpHeaders.CONTENT_TYPE, TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, body.length)
                .build();
    }

    /** An error as the answer of a filter. */
    public static void write(HttpServletResponse response, ProblemType type, String detail) throws IOException {
        byte[] body = json(type, detail, Map.of());
        response.setStatus(type.status());
        response.setContentType(TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] json(ProblemType type, String detail, Map<String, String> errors) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", type.urn())
                .add("title", type.title())
                .add("status", type.status())
                .add("detail", detail);
        if (!errors.isEmpty()) {
            JsonArrayBuilder fields = Json.createArrayBuilder();
            errors.forEach((field, error) ->
                    fields.add(Json.createObjectBuilder().add("field", field).add("detail", error)));
            json.add("errors", fields);
        }
        return json.build().toString().getBytes(StandardCharsets.UTF_8);
    }
}
