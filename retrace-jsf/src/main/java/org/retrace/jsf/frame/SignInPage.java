// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The page for signing in. The container shows it in place of whatever needs somebody signed in; when that is a page's
 * refresh of itself, after its session ended, the browser is led back to the page, and so to the form in full.
 */
@Named
@RequestScoped
public class SignInPage {

    /** The cookie by which a refresh that came here tells the form why it is shown. */
    private static final String ENDED = "retrace-session-ended";

    private static final int ENDED_SECONDS = 60;

    @Inject
    private HttpServletRequest request;

    private boolean ended;

    /** Leads a refresh that came here back to its page; learns of anything else whether a session came before it. */
    public void look() throws IOException {
        var faces = FacesContext.getCurrentInstance();
        var outside = faces.getExternalContext();
        if (faces.getPartialViewContext().isAjaxRequest()) {
            leadBack(outside);
        } else if (outside.getRequestCookieMap().containsKey(ENDED)) {
            ended = true;
            tell(outside, 0);
        } else {
            ended = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
        }
    }

    private void leadBack(ExternalContext outside) throws IOException {
        var page = request.getHeader("Referer");
        var server = request.getRequestURL().toString().replaceFirst("(?<=[^/:]/).*", "");
        var inside = page != null && page.startsWith(server) ? page.substring(server.length() - 1) : "";
        // the session holds nothing but this refresh, which the container would play again after the sign-in
        outside.invalidateSession();
        tell(outside, ENDED_SECONDS);
        outside.redirect(Address.within(request.getContextPath(), inside));
    }

    private void tell(ExternalContext outside, int seconds) {
        outside.addResponseCookie(
                ENDED, "yes", Map.of("path", request.getContextPath(), "maxAge", seconds, "httpOnly", true));
    }

    /** Lets the form that is shown next say that a session has ended. */
    public static void tellThatItEnded(HttpServletRequest request, HttpServletResponse response) {
        var cookie = new Cookie(ENDED, "yes");
        cookie.setPath(request.getContextPath());
        cookie.setMaxAge(ENDED_SECONDS);
        response.addCookie(cookie);
    }

    /** Whether somebody was signed in before, in a session that the server no longer knows. */
    public boolean isEnded() {
        return ended;
    }
}
