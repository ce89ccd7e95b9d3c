// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.retrace.settings.Settings;

/**
 * The edges of the transport, in front of every resource: HTTPS where it is required, headers that the JAX-RS runtime
 * would choke on, and the draining of refused uploads, so that a client that still writes can read the answer.
 */
@WebFilter("/*")
public class TransportFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> OPEN_ON_HTTP = Set.of("/", "/settings", "/checkpackage");

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest sent, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LenientRequest request = new LenientRequest(sent);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.hasSenselessLength()) {
            response.setHeader("Connection", "close");
        }
        if (needsHttps(request)) {
            answer(response, HttpServletResponse.SC_FORBIDDEN, "You must use HTTPS");
        } else {
            chain.doFilter(request, response);
        }
        drain(request, response);
    }

    private boolean needsHttps(HttpServletRequest request) {
        return !request.isSecure()
                && settings.current().access().requireHttps()
                && !OPEN_ON_HTTP.contains(request.getRequestURI());
    }

    private static void answer(HttpServletResponse response, int status, String sentence) throws IOException {
        byte[] body = sentence.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(PlainText.TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Reads what a refused client still sends, up to what it might have sent rightly; then the connection closes. */
    private void drain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean refused = response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST;
        if (!refused || request.getContentLengthLong() <= 0 || request.getHeader("Expect") != null) {
            return;
        }
        response.flushBuffer();
        long left = settings.current().limits().maxPackedBytes();
        InputStream body = request.getInputStream();
        byte[] buffer = new byte[1 << 16];
        for (int n = body.read(buffer); n >= 0 && left > 0; n = body.read(buffer)) {
            left -= n;
        }
    }
}
