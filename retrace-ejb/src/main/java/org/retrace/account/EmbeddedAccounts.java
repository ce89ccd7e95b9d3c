// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.ServerAuthenticationContext;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/** The accounts that the server keeps itself, as its security realm has them now. */
@ApplicationScoped
public class EmbeddedAccounts {

    /**
     * What an account may do now.
     *
     * @param known what it could when it was seen last: that counts while wrong passwords have shut it, so that who
     *     guesses them does not throw out who is in
     * @return nothing when there is no such account, or another provider's identities are in force
     * @throws IllegalStateException when the realm cannot be read
     */
    public Set<String> roles(String account, Set<String> known) {
        SecurityDomain domain = SecurityDomain.getCurrent();
        if (domain == null) {
            return Set.of();
        }
        ServerAuthenticationContext context = domain.createNewAuthenticationContext();
        try {
            context.setAuthenticationName(account);
            if (!context.exists()) {
                return Set.of();
            }
            boolean opens = context.getEvidenceVerifySupport(PasswordGuessEvidence.class) != SupportLevel.UNSUPPORTED;
            if (!context.authorize()) {
                return Set.of();
            }
            Set<String> roles = new HashSet<>();
            context.getAuthorizedIdentity().getRoles().forEach(roles::add);
            return roles.isEmpty() && !opens ? known : Roles.parse(Roles.text(roles));
        } catch (RealmUnavailableException e) {
            throw new IllegalStateException("the accounts cannot be read", e);
        }
    }
}
