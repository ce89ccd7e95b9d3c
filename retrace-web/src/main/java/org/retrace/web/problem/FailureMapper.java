// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.EOFException;
import org.retrace.task.Outage;
import org.retrace.web.PlainText;
import org.retrace.web.SlowClientException;
import org.retrace.web.WebLogger;

/** Every failure of a request: never an empty body, never a stack trace or a path of ours. */
@Provider
@ApplicationScoped
public class FailureMapper implements ExceptionMapper<Throwable> {

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int INTERNAL_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int RETRY_SECONDS = 60;

    @Inject
    private HttpServletRequest request;

    @Inject
    private ApiFailures api;

    @Override
    public Response toResponse(Throwable failure) {
        return request.getRequestURI().startsWith("/api/") ? ofApi(failure) : ofClassic(failure);
    }

    private Response ofApi(Throwable failure) {
        return api.expected(failure).orElseGet(() -> {
            WebLogger.LOG.requestFailed(request.getMethod(), request.getRequestURI(), failure);
            return api.unexpected(failure);
        });
    }

    private Response ofClassic(Throwable failure) {
        if (failure instanceof WebApplicationException known) {
            return refused(known.getResponse());
        }
        if (failure instanceof SlowClientException) {
            WebLogger.LOG.uploadBrokenOff(String.valueOf(failure.getMessage()));
            return Response.fromResponse(answer(REQUEST_TIMEOUT, "The request came too slowly"))
                    .header("Connection", "close")
                    .build();
        }
        if (failure instanceof EOFException || isBrokenConnection(failure)) {
            WebLogger.LOG.uploadBrokenOff(String.valueOf(failure.getMessage()));
            return answer(BAD_REQUEST, "Unable to unpack archive");
        }
        WebLogger.LOG.requestFailed(request.getMethod(), request.getRequestURI(), failure);
        if (Outage.isDiskAway(failure)) {
            return answer(INSUFFICIENT_STORAGE, "There is not enough storage space on the server");
        }
        return Outage.isDatabaseAway(failure)
                ? Response.fromResponse(answer(SERVICE_UNAVAILABLE, "The server's database is away; try again later"))
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .build()
                : answer(INTERNAL_ERROR, "The server could not answer; its log names the cause");
    }

    /** What the runtime refuses, in our words; of its headers, the methods that would do. */
    private Response refused(Response refusal) {
        if (request.getRequestURI().equals("/create") && !request.getMethod().equals("POST")) {
            return Response.fromResponse(answer(METHOD_NOT_ALLOWED, "You must use POST method"))
                    .header(HttpHeaders.ALLOW, "POST")
                    .build();
        }
        return Response.fromResponse(answer(refusal.getStatus(), sentence(refusal.getStatus())))
                .header(HttpHeaders.ALLOW, refusal.getHeaderString(HttpHeaders.ALLOW))
                .build();
    }

    private static String sentence(int status) {
        if (status == NOT_FOUND) {
            return "Invalid URL";
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error " + status : known.getReasonPhrase();
    }

    private static boolean isBrokenConnection(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("Connection reset") || message.contains("UT000128") || message.contains("Broken pipe");
    }

    private static Response answer(int status, String sentence) {
        return PlainText.of(status, sentence).build();
    }
}
