// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.ServerAuthenticationContext;

/** The accounts that the server keeps itself, as its security realm has them now. */
@ApplicationScoped
public class EmbeddedAccounts {

    /**
     * What an account may do now.
     *
     * @return empty when there is no such account, or another provider's identities are in force
     * @throws IllegalStateException when the realm cannot be read
     */
    public Optional<Set<String>> roles(String account) {
        SecurityDomain domain = SecurityDomain.getCurrent();
        if (domain == null) {
            return Optional.empty();
        }
        ServerAuthenticationContext context = domain.createNewAuthenticationContext();
        try {
            context.setAuthenticationName(account);
            if (!context.exists() || !context.authorize()) {
                return Optional.empty();
            }
            Set<String> roles = new HashSet<>();
            context.getAuthorizedIdentity().getRoles().forEach(roles::add);
            return Optional.of(roles);
        } catch (RealmUnavailableException e) {
            throw new IllegalStateException("the accounts cannot be read", e);
        }
    }
}
