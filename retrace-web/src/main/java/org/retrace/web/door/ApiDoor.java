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
import org.retrace.account.Origin;
import org.retrace.account.ProgramPrincipal;
import org.retrace.account.admission.Doorkeeper;
import org.retrace.account.token.TokenDoor;
import org.retrace.account.token.TokenText;
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

    private static final String BEARER = "bearer ";
    private static final String CHALLENGE = "Basic realm=\"Retrace\", charset=\"UTF-8\"";

    @Inject
    private transient TokenDoor tokens;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Inject
    private transient Origin origin;

    @Inject
    private transient ApiFailures failures;

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
        if (token.isPresent()) {
            open(token.get(), request, response, chain);
        } else if (bringsCredentials(request)) {
            signIn(request, response, chain);
        } else {
            origin.from(request.getRemoteAddr(), "API");
            chain.doFilter(request, response);
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
                    response,
                    "the token is not known, has expired or was revoked, or its owner may not use it any more");
            return;
        }
        origin.from(request.getRemoteAddr(), "token " + opened.get().tokenName());
        ProgramPrincipal principal = opened.get().principal();
        Acting.as(principal).run(() -> chain.doFilter(new Program(request, principal), response));
    }

    private void signIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isAuthenticated(request, response)) {
            refuse(
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
            case ADMITTED, CHANGED -> chain.doFilter(request, response);
            case DISABLED ->
                Problem.write(response, ProblemType.FORBIDDEN, "your account is disabled; ask an administrator");
            case WITHOUT_ROLE ->
                Problem.write(
                        response, ProblemType.FORBIDDEN, "your account has no role here; ask an administrator for one");
        }
    }

    private static boolean isAuthenticated(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            return request.authenticate(response);
        } catch (ServletException e) {
            return false;
        }
    }

    private static void refuse(HttpServletResponse response, String sentence) throws IOException {
        response.setHeader("WWW-Authenticate", CHALLENGE);
        Problem.write(response, ProblemType.UNAUTHENTICATED, sentence);
    }
}
