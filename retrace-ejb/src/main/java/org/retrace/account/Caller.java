// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.Roles;
import org.wildfly.security.http.oidc.AccessToken;
import org.wildfly.security.http.oidc.IDToken;
import org.wildfly.security.http.oidc.JsonWebToken;
import org.wildfly.security.http.oidc.OidcPrincipal;
import org.wildfly.security.http.oidc.OidcSecurityContext;

/** For whom this thread works: whoever signed in with the request that it answers. */
@ApplicationScoped
public class Caller {

    /** Empty when nobody has signed in, or nobody asked. */
    public Optional<Identity> identity() {
        return current().filter(now -> !now.isAnonymous()).map(Caller::identity);
    }

    /** Whether it is a program with a token of somebody's. */
    public boolean isProgram() {
        return current()
                .filter(now -> now.getPrincipal() instanceof ProgramPrincipal)
                .isPresent();
    }

    private static Optional<SecurityIdentity> current() {
        return Optional.ofNullable(SecurityDomain.getCurrent()).map(SecurityDomain::getCurrentSecurityIdentity);
    }

    private static Identity identity(SecurityIdentity now) {
        Principal principal = now.getPrincipal();
        if (principal instanceof ProgramPrincipal program) {
            return program.identity();
        }
        if (principal instanceof OidcPrincipal<?> openId) {
            return openId(openId, roles(now));
        }
        return Identity.embedded(principal.getName(), roles(now));
    }

    private static Set<String> roles(SecurityIdentity identity) {
        Set<String> names = new HashSet<>();
        Roles roles = identity.getRoles();
        roles.forEach(names::add);
        return names;
    }

    private static Identity openId(OidcPrincipal<?> principal, Set<String> roles) {
        OidcSecurityContext context = principal.getOidcSecurityContext();
        AccessToken access = context.getToken();
        @Nullable IDToken id = context.getIDToken();
        String name = claim(JsonWebToken.PREFERRED_USERNAME, access, id).orElse(access.getSubject());
        return new Identity(
                access.getIssuer(),
                access.getSubject(),
                name,
                claim(JsonWebToken.NAME, access, id).orElse(name),
                claim(JsonWebToken.EMAIL, access, id),
                roles);
    }

    private static Optional<String> claim(String name, AccessToken access, @Nullable IDToken id) {
        return Stream.of(Optional.ofNullable(id), Optional.of(access))
                .flatMap(Optional::stream)
                .map(token -> token.getClaimValueAsString(name))
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }
}
