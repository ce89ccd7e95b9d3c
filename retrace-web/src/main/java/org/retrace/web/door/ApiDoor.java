// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.retrace.account.Caller;
import org.retrace.account.Identity;
import org.retrace.account.Origin;
import org.retrace.account.ProgramPrincipal;
import org.retrace.account.admission.Doorkeeper;
import org.retrace.account.token.TokenDoor;
import org.retrace.account.token.TokenText;
import org.retrace.settings.Settings;
import org.retrace.web.problem.ApiFailures;
import org.retrace.web.problem.Problem;
import org.retrace.web.problem.ProblemType;

/**
 * The credentials of requests to the API. It shuts nothing by path: who brings none goes on as nobody, and each
 * resource and each bean behind it says which roles it is for. A token of ours is opened here; everything else is the
 * container's.
 */
public class ApiDoor extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** Wrong credentials of one address in a minute; then it must wait. */
    private static final int MOST_GUESSES = 60;

    private static final String BEARER = "bearer ";
    private static final String CHALLENGE = "Basic realm=\"Retrace\", charset=\"UTF-8\"";

    @Inject
    private transient TokenDoor tokens;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Inject
    private transient Caller caller;

    @Inject
    private transient Origin origin;

    @Inject
    private transient ApiFailures failures;

    @Inject
    private transient Settings settings;

    private final transient RequestQuotas quotas = new RequestQuotas();
    private final transient RequestQuotas guesses = new RequestQuotas();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        try {
            open(request, response, chain);
        } catch (RuntimeException | ServletException e) {
            failures.answer(request, response, e);
        }
    }

    private void open(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> token = bearer(request).filter(TokenText::matches);
        if (request.getHeader("Authorization") != null
                && guesses.isSpent(request.getRemoteAddr(), MOST_GUESSES, System.nanoTime())) {
            response.setHeader("Retry-After", Long.toString(RequestQuotas.WINDOW.toSeconds()));
            Problem.write(response, ProblemType.TOO_MANY_REQUESTS, "Too many wrong credentials; try again later");
        } else if (token.isPresent()) {
            open(token.get(), request, response, chain);
        } else if (bringsCredentials(request)) {
            signIn(request, response, chain);
        } else {
            origin.from(request.getRemoteAddr(), "API");
            pass("address " + request.getRemoteAddr(), request, response, chain);
        }
    }

    /** Goes on, unless whoever asks has made as many requests as they may. */
    private void pass(String who, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        int most = settings.current().access().maxApiRequests();
        RequestQuotas.Standing standing = quotas.count(who, most, System.nanoTime());
        response.setHeader("RateLimit-Policy", "\"requests\";q=" + most + ";w=" + RequestQuotas.WINDOW.toSeconds());
        response.setHeader("RateLimit", "\"requests\";r=" + standing.remaining() + ";t=" + standing.resetSeconds());
        if (standing.granted()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", Long.toString(standing.resetSeconds()));
            Problem.write(
                    response,
                    ProblemType.TOO_MANY_REQUESTS,
                    "You have made the " + most + " requests of this minute; go on in " + standing.resetSeconds()
                            + " seconds");
        }
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    private static boolean bringsCredentials(HttpServletRequest request) {
        return request.getHeader("Authorization") != null
                || request.getAttribute("jakarta.servlet.request.X509Certificate") != null;
    }

    private void open(String token, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<TokenDoor.Opened> opened = tokens.open(token);
        if (opened.isEmpty()) {
            refuse(
                    request,
                    response,
                    "the token is not known, has expired or was revoked, or its owner may not use it any more");
            return;
        }
        origin.from(request.getRemoteAddr(), "token " + opened.get().tokenName());
        ProgramPrincipal principal = opened.get().principal();
        Acting.as(principal)
                .run(() -> pass(name(principal.identity()), new Program(request, principal), response, chain));
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isAuthenticated(request, response)) {
            refuse(
                    request,
                    response,
                    "the name or password is wrong, or the account is locked for a while; or the token does"
                            + " not count: it has expired, or is another server's");
            return;
        }
        origin.from(request.getRemoteAddr(), "API");
        Acting.as(request.getUserPrincipal()).run(() -> enter(request, response, chain));
    }

    private void enter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (doorkeeper.admit()) {
            case ADMITTED, CHANGED -> pass(name(caller.identity().orElseThrow()), request, response, chain);
            case DISABLED ->
                Problem.write(response, ProblemType.FORBIDDEN, "your account is disabled; ask an administrator");
            case WITHOUT_ROLE ->
                Problem.write(
                        response, ProblemType.FORBIDDEN, "your account has no role here; ask an administrator for one");
        }
    }

    private static String name(Identity identity) {
        return identity.issuer() + " " + identity.subject();
    }

    private static boolean isAuthenticated(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            return request.authenticate(response);
        } catch (ServletException | IllegalArgumentException e) {
            // the container says so of the wrong ones, and of those that it cannot even read
            return false;
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String sentence) throws IOException {
        guesses.count(request.getRemoteAddr(), MOST_GUESSES, System.nanoTime());
        response.setHeader("WWW-Authenticate", CHALLENGE);
        Problem.write(response, ProblemType.UNAUTHENTICATED, sentence);
    }
}
