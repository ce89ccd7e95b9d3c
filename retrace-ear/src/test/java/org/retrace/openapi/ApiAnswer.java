// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** An answer of the server. */
record ApiAnswer(HttpResponse<byte[]> response) {

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The content type without its parameters. */
    String type() {
        return header("Content-Type").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    String body() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return ApiDocument.read(body());
    }
}
