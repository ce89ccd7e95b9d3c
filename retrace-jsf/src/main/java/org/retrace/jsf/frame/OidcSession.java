// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.wildfly.security.http.oidc.OidcSecurityContext;
import org.wildfly.security.http.oidc.RefreshableOidcSecurityContext;

/**
 * What an identity provider says of whoever signed in there.
 *
 * @param context how the server keeps it in its session
 */
public record OidcSession(RefreshableOidcSecurityContext context) {

    /** That of a request's session; none where the server's own accounts count, or nobody has signed in. */
    public static Optional<OidcSession> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(OidcSecurityContext.class.getName()))
                .map(RefreshableOidcSecurityContext.class::cast)
                .map(OidcSession::new);
    }

    /** The name that people know somebody by. */
    String name() {
        var token = context.getIDToken();
        return Stream.of(token.getName(), token.getPreferredUsername(), token.getSubject())
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse("");
    }

    /** Scheme, host and port of the provider. */
    String origin() {
        var address = URI.create(context.getOidcClientConfiguration().getAuthUrl());
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /**
     * The address at which a browser ends the session that it has at the provider; none when that has no such address.
     *
     * @param back where the provider leads to afterwards
     */
    public Optional<String> end(String back) {
        var configuration = context.getOidcClientConfiguration();
        return Optional.ofNullable(configuration.getLogoutUrl())
                .map(address -> address + "?client_id=" + encode(configuration.getResourceName()) + "&id_token_hint="
                        + encode(context.getIDTokenString()) + "&post_logout_redirect_uri=" + encode(back));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
