// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.problem;

import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrace.account.Caller;
import org.retrace.task.Outage;
import org.retrace.web.SlowClientException;
import org.retrace.web.WebLogger;

/** Failures of requests to the API, as problems. */
@ApplicationScoped
public class ApiFailures {

    /** What RESTEasy calls such a failure. */
    private static final String UNREADABLE = "RESTEASY008200";

    private static final int RETRY_SECONDS = 60;

    @Inject
    private Caller caller;

    /** The answer to what is nobody's fault but the request's; empty when the server is to blame. */
    Optional<Response> expected(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return Optional.of(Problem.of(problem.type(), String.valueOf(problem.getMessage()), problem.errors()));
        }
        if (isCausedBy(failure, EJBAccessException.class)
                || failure instanceof ForbiddenException
                || failure instanceof NotAuthorizedException) {
            return Optional.of(forbidden());
        }
        if (failure instanceof WebApplicationException known) {
            return Optional.of(refused(known.getResponse()));
        }
        if (isUnreadable(failure)) {
            return Optional.of(Problem.of(ProblemType.INVALID, "The body is not the JSON that is read here"));
        }
        if (failure instanceof SlowClientException) {
            return Optional.of(Response.fromResponse(Problem.of(ProblemType.TOO_SLOW, "The request came too slowly"))
                    .header("Connection", "close")
                    .build());
        }
        return isCausedBy(failure, OptimisticLockException.class)
                ? Optional.of(Problem.of(ProblemType.CHANGED, "Somebody changed it at the same time; read it again"))
                : Optional.empty();
    }

    /** The runtime says of a body that is no JSON what it says of an answer of ours that cannot be one. */
    private static boolean isUnreadable(Throwable failure) {
        return failure instanceof ProcessingException
                && String.valueOf(failure.getMessage()).contains(UNREADABLE);
    }

    private Response forbidden() {
        return caller.identity().isPresent()
                ? Problem.of(
                        ProblemType.FORBIDDEN, "None of your roles allows that; docs/admin/people.md says which does")
                : Response.fromResponse(Problem.of(
                                ProblemType.UNAUTHENTICATED, "Sign in: by name and password, certificate, or token"))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Retrace\", charset=\"UTF-8\"")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Retrace\"")
                        .build();
    }

    private static Response refused(Response refusal) {
        ProblemType type = ProblemType.of(refusal.getStatus());
        String detail =
                switch (type) {
                    case NOT_FOUND -> "Nothing is called so; /openapi lists what there is";
                    case METHOD_NOT_ALLOWED -> "The header Allow says what can be done";
                    case NOT_ACCEPTABLE ->
                        "It cannot be had as the header Accept wants it; leave it out, or see /openapi";
                    case UNSUPPORTED_TYPE -> "The header Content-Type names no type that is read here; see /openapi";
                    case INVALID -> "The body or a parameter cannot be read; see /openapi";
                    default -> type.title();
                };
        return Response.fromResponse(Problem.of(type, detail))
                .header(HttpHeaders.ALLOW, refusal.getHeaderString(HttpHeaders.ALLOW))
                .build();
    }

    /** Answers what no resource could, unless an answer is under way already. */
    public void answer(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        WebLogger.LOG.requestFailed(request.getMethod(), request.getRequestURI(), failure);
        if (!response.isCommitted()) {
            response.reset();
            Problem.write(response, unexpectedType(failure), unexpectedDetail(failure));
        }
    }

    /** The answer to what went wrong here; the log names the cause. */
    Response unexpected(Throwable failure) {
        ProblemType type = unexpectedType(failure);
        Response answer = Problem.of(type, unexpectedDetail(failure));
        return type == ProblemType.UNAVAILABLE
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .build()
                : answer;
    }

    private static ProblemType unexpectedType(Throwable failure) {
        if (Outage.isDiskAway(failure)) {
            return ProblemType.NO_STORAGE;
        }
        return Outage.isDatabaseAway(failure) ? ProblemType.UNAVAILABLE : ProblemType.FAILED;
    }

    private static String unexpectedDetail(Throwable failure) {
        return switch (unexpectedType(failure)) {
            case NO_STORAGE -> "There is not enough storage space on the server";
            case UNAVAILABLE -> "The server's database is away; try again later";
            default -> "The server could not answer; its log names the cause";
        };
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }
}
