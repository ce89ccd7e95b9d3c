// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.retrace.account.Caller;
import org.retrace.account.EmbeddedAccounts;
import org.retrace.account.Identity;
import org.retrace.account.IdentityProviders;
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

    private static final String CHALLENGE = "Basic realm=\"Retrace\", charset=\"UTF-8\"";

    @Inject
    private transient TokenDoor tokens;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Inject
    private transient IdentityProviders providers;

    @Inject
    private transient EmbeddedAccounts accounts;

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
        Credentials credentials = Credentials.of(request);
        Optional<String> token = credentials.bearer().filter(TokenText::matches);
        if (settings.current().access().requireHttps() && !request.isSecure()) {
            Problem.write(
                    response, ProblemType.FORBIDDEN, "You must use HTTPS; whatever came without it does not count");
        } else if (credentials.areSeveral()) {
            Problem.write(response, ProblemType.INVALID, "There is more than one header Authorization; send one");
        } else if (credentials.areGuesses()
                && guesses.isSpent(request.getRemoteAddr(), MOST_GUESSES, System.nanoTime())) {
            response.setHeader("Retry-After", Long.toString(RequestQuotas.WINDOW.toSeconds()));
            Problem.write(response, ProblemType.TOO_MANY_REQUESTS, "Too many wrong credentials; try again later");
        } else if (token.isPresent()) {
            open(token.get(), request, response, chain);
        } else if (!credentials.areNone()) {
            signIn(credentials, request, response, chain);
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

    private void open(String token, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<TokenDoor.Opened> opened = tokens.open(token);
        if (opened.isEmpty()) {
            refuse(Credentials.of(request), request, response);
            return;
        }
        origin.from(request.getRemoteAddr(), "token " + opened.get().tokenName());
        ProgramPrincipal principal = opened.get().principal();
        Acting.as(principal)
                .run(() -> pass(name(principal.identity()), new Program(request, principal), response, chain));
    }

    private void signIn(
            Credentials credentials, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (credentials.bearer().isEmpty() && Credentials.sender(request).isForeign(Credentials.server(request))) {
            Problem.write(
                    response,
                    ProblemType.FORBIDDEN,
                    "A page of another site had your browser send this; programs sign in with a token");
            return;
        }
        if (!isAuthenticated(request, response)) {
            refuse(credentials, request, response);
            return;
        }
        origin.from(request.getRemoteAddr(), "API");
        acting(request.getUserPrincipal()).run(() -> enter(request, response, chain));
    }

    private Acting acting(Principal recognised) throws ServletException {
        return providers.trusts(Identity.EMBEDDED)
                ? Acting.as(recognised, accounts.roles(recognised.getName()))
                : Acting.as(recognised);
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

    private void refuse(Credentials credentials, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        guesses.count(request.getRemoteAddr(), MOST_GUESSES, System.nanoTime());
        response.setHeader("WWW-Authenticate", CHALLENGE);
        Problem.write(response, ProblemType.UNAUTHENTICATED, credentials.refusal());
    }
}
