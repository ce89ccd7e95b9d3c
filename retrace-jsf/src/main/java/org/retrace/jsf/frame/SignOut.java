// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.retrace.account.admission.Doorkeeper;
import org.retrace.account.admission.Visit;

/**
 * The way out: ends the session, also that at the identity provider where there is one, and leads to the sign-in page.
 */
@WebServlet("/sign-out")
public class SignOut extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Inject
    private transient Doorkeeper doorkeeper;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        var first = request.getContextPath() + "/";
        var end = OidcSession.of(request).flatMap(session -> session.end(Address.server(request) + first));
        var session = request.getSession(false);
        if (session != null) {
            if (session.getAttribute(Visit.class.getName()) instanceof Visit visit) {
                doorkeeper.signOut(visit);
            }
            request.logout();
            session.invalidate();
        }
        response.sendRedirect(end.orElse(first));
    }
}
