// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.retrace.account.ProgramPrincipal;

/** A request of a program, which signed in with a token. */
final class Program extends HttpServletRequestWrapper {

    private final ProgramPrincipal principal;

    Program(HttpServletRequest request, ProgramPrincipal principal) {
        super(request);
        this.principal = principal;
    }

    @Override
    public Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public String getRemoteUser() {
        return principal.getName();
    }

    @Override
    public boolean isUserInRole(String role) {
        return principal.identity().roles().contains(role);
    }

    @Override
    public String getAuthType() {
        return "BEARER";
    }
}
