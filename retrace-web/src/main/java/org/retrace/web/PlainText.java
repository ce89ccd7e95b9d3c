// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers as the oldest clients need them: plain text, with a length, never chunked, never empty by accident. */
public final class PlainText {

    public static final String TYPE = "text/plain; charset=utf-8";

    private PlainText() {}

    /** An answer with a sentence as its body. */
    public static Response.ResponseBuilder of(int status, String sentence) {
        byte[] body = sentence.getBytes(StandardCharsets.UTF_8);
        return Response.status(status)
                .entity(body)
                .header(HttpHeaders.CONTENT_TYPE, TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, body.length);
    }

    /** An answer with as much of a file as it has now, even while it grows. */
    public static Response.ResponseBuilder of(Path file) throws IOException {
        long length = Files.size(file);
        return Response.ok(body(file, length))
                .header(HttpHeaders.CONTENT_TYPE, TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, length);
    }

    /** The first so many bytes of a file, which may grow meanwhile. */
    public static StreamingOutput body(Path file, long length) {
        return out -> {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] buffer = new byte[1 << 16];
                long left = length;
                for (int n = in.read(buffer); n > 0 && left > 0; n = in.read(buffer)) {
                    out.write(buffer, 0, (int) Math.min(n, left));
                    left -= n;
                }
            }
        };
    }
}
