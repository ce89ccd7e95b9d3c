// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.door;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.retrace.account.Origin;
import org.retrace.account.admission.Admission;
import org.retrace.account.admission.Doorkeeper;
import org.retrace.account.admission.Visit;
import org.retrace.jsf.frame.Address;
import org.retrace.jsf.frame.OidcSession;
import org.retrace.jsf.frame.Refusal;
import org.retrace.jsf.frame.SignInPage;
import org.retrace.settings.Settings;

/**
 * Asks at each request of somebody who has signed in whether they still get in. The container asks for the role, and
 * knows of a session only what was true when it began.
 */
@WebFilter("/*")
public class ConsoleDoor extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Inject
    private transient Origin origin;

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (Refusal.isTold(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        origin.from(request.getRemoteAddr(), "console");
        if (request.getUserPrincipal() == null) {
            chain.doFilter(request, response);
            return;
        }
        switch (admission(request, request.getSession())) {
            case ADMITTED -> chain.doFilter(request, response);
            case DISABLED -> {
                Refusal.DISABLED.tell(request, wayOut(request));
                end(request);
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
            }
            case WITHOUT_ROLE -> response.sendError(HttpServletResponse.SC_FORBIDDEN);
            case CHANGED -> {
                end(request);
                SignInPage.tellThatItEnded(request, response);
                response.sendRedirect(here(request));
            }
        }
    }

    /** Pages ask for several things at once: the first of these requests is the sign-in, and there is one. */
    private Admission admission(HttpServletRequest request, HttpSession session) {
        session.setMaxInactiveInterval(
                (int) settings.current().sessions().idle().toSeconds());
        synchronized (SessionLock.of(session)) {
            var visit = session.getAttribute(Visit.class.getName());
            return visit instanceof Visit known && doorkeeper.isOf(known)
                    ? doorkeeper.admitAgain(known)
                    : signIn(request, session);
        }
    }

    /**
     * Where an identity provider signs people in, the container keeps the number of the session, and others may know
     * it.
     */
    private Admission signIn(HttpServletRequest request, HttpSession session) {
        var visit = doorkeeper.visit();
        var admission = doorkeeper.signIn();
        if (admission == Admission.ADMITTED) {
            if (OidcSession.of(request).isPresent()) {
                request.changeSessionId();
            }
            session.setAttribute(Visit.class.getName(), visit);
        }
        return admission;
    }

    private static void end(HttpServletRequest request) throws ServletException {
        var session = request.getSession();
        request.logout();
        session.invalidate();
    }

    private static String wayOut(HttpServletRequest request) {
        var first = request.getContextPath() + "/";
        return OidcSession.of(request)
                .flatMap(session -> session.end(Address.server(request) + first))
                .orElse(first);
    }

    private static String here(HttpServletRequest request) {
        var query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }
}
