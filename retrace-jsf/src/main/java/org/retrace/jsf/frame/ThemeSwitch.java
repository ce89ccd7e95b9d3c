// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** The switch of colours: takes the choice and leads back. */
@WebServlet("/theme")
public class ThemeSwitch extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var chosen = request.getParameter("theme");
        Theme.ofWord(chosen == null ? "" : chosen)
                .map(theme -> cookie(theme, request.getContextPath()))
                .ifPresent(response::addCookie);
        var back = request.getParameter("back");
        response.sendRedirect(Address.within(request.getContextPath(), back == null ? "" : back));
    }

    private static Cookie cookie(Theme theme, String contextPath) {
        var cookie = new Cookie(Theme.COOKIE, theme.word());
        cookie.setPath(contextPath);
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        return cookie;
    }
}
