// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * The page for signing in. The container shows it in place of whatever needs somebody signed in; when that is a page's
 * refresh of itself, after its session ended, the browser is led back to the page, and so to the form in full.
 */
@Named
@RequestScoped
public class SignInPage {

    @Inject
    private HttpServletRequest request;

    /** Whether somebody was signed in before, in a session that the server no longer knows. */
    public boolean isEnded() {
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }

    /** Leads a refresh that came here back to its page. */
    public void leadBack() throws IOException {
        var faces = FacesContext.getCurrentInstance();
        if (faces.getPartialViewContext().isAjaxRequest()) {
            var page = request.getHeader("Referer");
            var server = request.getRequestURL().toString().replaceFirst("(?<=[^/:]/).*", "");
            var inside = page != null && page.startsWith(server) ? page.substring(server.length() - 1) : "";
            // the session holds nothing but this refresh, which the container would play again after the sign-in
            faces.getExternalContext().invalidateSession();
            faces.getExternalContext().redirect(Address.within(request.getContextPath(), inside));
        }
    }
}
