// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.retrace.settings.Settings;

/**
 * The edges of the transport, in front of every resource: HTTPS where it is required, headers that the JAX-RS runtime
 * would choke on, and the draining of refused uploads, so that a client that still writes can read the answer.
 */
public class TransportFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Set<String> OPEN_ON_HTTP = Set.of("/", "/settings", "/checkpackage");

    private static final String RETRY_SECONDS = "60";

    /** Less than a third of the threads: each body under way holds one while its client sends. */
    private static final int MAX_BODIES = 128;

    private static final long LOOK_SECONDS = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

    private final transient BodyPlaces places = new BodyPlaces(MAX_BODIES);
    private final transient SilenceWatch watch = new SilenceWatch(System::nanoTime);
    private transient @Nullable ScheduledFuture<?> looks;

    @Inject
    private transient Settings settings;

    @Resource
    private transient ManagedScheduledExecutorService timer;

    @Override
    public void init() {
        looks = timer.scheduleWithFixedDelay(watch::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void destroy() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    @Override
    protected void doFilter(HttpServletRequest sent, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        LenientRequest request = new LenientRequest(sent, settings.current().access(), watch);
        response.setHeader("X-Content-Type-Options", "nosniff");
        boolean hasBody = request.hasBody();
        if (hasBody) {
            receive(request, response, chain);
        } else {
            pass(request, response, chain);
        }
        Optional<LaterBody> later = LaterBody.of(request);
        Optional<LaterStream> stream = LaterStream.of(request);
        if (stream.isPresent()) {
            stream.get().begin(request.startAsync());
        } else if (later.isPresent()) {
            writeLater(later.get(), response);
        } else if (hasBody) {
            drain(request, response);
        }
    }

    /**
     * Closes the connection in any case, unless others share it: the server would wait without end for a body that we
     * have given up.
     */
    private void receive(LenientRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.isStream()) {
            response.setHeader("Connection", "close");
        }
        String address = request.getRemoteAddr();
        if (places.take(address)) {
            try {
                pass(request, response, chain);
                if (LaterBody.of(request).isEmpty() && LaterStream.of(request).isEmpty()) {
                    response.getOutputStream().close();
                }
            } finally {
                places.giveBack(address);
            }
        } else {
            response.setHeader("Retry-After", RETRY_SECONDS);
            refuse(request, response);
        }
    }

    /** A stream may forbid us to send a body, and its headers never. */
    private static void refuse(LenientRequest request, HttpServletResponse response) throws IOException {
        if (request.isStream()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setContentLength(0);
        } else {
            answer(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "Retrace server is fully loaded at the moment");
        }
    }

    /** A client may leave at any time. */
    private static void writeLater(LaterBody body, HttpServletResponse response) {
        try {
            response.flushBuffer();
            body.write(response.getOutputStream());
        } catch (IOException e) {
            WebLogger.LOG.clientLeft(String.valueOf(e.getMessage()));
        }
    }

    private void pass(LenientRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (needsHttps(request)) {
            answer(response, HttpServletResponse.SC_FORBIDDEN, "You must use HTTPS");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean needsHttps(HttpServletRequest request) {
        return !request.isSecure()
                && settings.current().access().requireHttps()
                && !OPEN_ON_HTTP.contains(request.getRequestURI())
                && !isForTheApi(request);
    }

    /** Its door asks for HTTPS in the words of the API. */
    private static boolean isForTheApi(HttpServletRequest request) {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return path.equals("/api") || path.startsWith("/api/");
    }

    private static void answer(HttpServletResponse response, int status, String sentence) throws IOException {
        byte[] body = sentence.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(PlainText.TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Reads what is still sent, so that a client which still writes can read the answer; no thread waits for it. */
    private void drain(LenientRequest request, HttpServletResponse response) throws IOException {
        response.getOutputStream().close();
        boolean givenUp = response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT;
        if (!request.isHeldBack() && !request.getInputStream().isFinished()) {
            long most = settings.current().limits().maxPackedBytes();
            Drain.start(request, most, givenUp ? SHORT_PATIENCE : PATIENCE);
        }
    }
}
