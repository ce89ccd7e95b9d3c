// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every page shows besides its own: who is signed in, what else they may open, which colours they chose. */
@Named
@RequestScoped
public class Frame {

    /** The roles that let somebody in, the mightiest first. */
    private static final List<String> ROLES = List.of("admin", "core-dev", "debugger", "viewer");

    @Inject
    private HttpServletRequest request;

    public boolean isSignedIn() {
        return request.getUserPrincipal() != null;
    }

    /** The name of whoever is signed in; empty when nobody is. */
    public String getName() {
        return OidcSession.of(request)
                .map(OidcSession::name)
                .or(() -> Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName))
                .orElse("");
    }

    /**
     * Where forms may lead to besides this server: the identity provider, when a session has ended; empty without one.
     */
    public String getProvider() {
        return OidcSession.of(request).map(OidcSession::origin).orElse("");
    }

    /** The mightiest role of the account, in words. */
    public String getRole() {
        return ROLES.stream()
                .filter(request::isUserInRole)
                .findFirst()
                .map(role -> role.equals("core-dev") ? "core developer" : role)
                .orElse("no role");
    }

    /** Whether the account has a role that opens any page. */
    public boolean isAdmitted() {
        return ROLES.stream().anyMatch(request::isUserInRole);
    }

    public boolean isAdministrator() {
        return request.isUserInRole("admin");
    }

    /** Whether it may see every task, and not only those of its own. */
    public boolean isSeeingAll() {
        return ROLES.stream().filter(role -> !role.equals("viewer")).anyMatch(request::isUserInRole);
    }

    /** Why this page was refused; of meaning on the page that says so alone. */
    public Refusal getRefusal() {
        return Refusal.of(request, isSignedIn());
    }

    /** The same in a sentence, for whoever asked. */
    public String getRefusalSentence() {
        return getRefusal().sentence(getName());
    }

    /** Where somebody who was refused may sign in as somebody else; empty for nowhere. */
    public String getWayOut() {
        return Refusal.wayOut(request);
    }

    /** Whether the account may read what everybody did. */
    public boolean isAuditor() {
        return isAdministrator() || request.isUserInRole("core-dev");
    }

    /** The address of WildFly's management console, on the machine that answered. */
    public String getAdministration() {
        var port = Integer.getInteger("jboss.management.http.port", 9990)
                + Integer.getInteger("jboss.socket.binding.port-offset", 0);
        return "http://" + request.getServerName() + ":" + port + "/console";
    }

    /** The word of the chosen theme: system, light or dark. */
    public String getTheme() {
        return Theme.of(request).word();
    }

    /** The address of this page, as the browser knows it. */
    public String getHere() {
        var forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        if (forwarded != null) {
            return path(forwarded, request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING));
        }
        return path(request.getRequestURI(), request.getQueryString());
    }

    private static String path(Object uri, @Nullable Object query) {
        return query == null ? uri.toString() : uri + "?" + query;
    }

    /** The address of this server as it was asked for, without a path. */
    public String getServer() {
        return Address.server(request);
    }
}
