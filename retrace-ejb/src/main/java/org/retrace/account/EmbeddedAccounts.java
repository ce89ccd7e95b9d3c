// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;

/** The accounts that the server keeps itself, as its security realm has them now. */
@ApplicationScoped
public class EmbeddedAccounts {

    /**
     * What an account may do now.
     *
     * @param known what it could when it was seen last. The realm tells of no role at all while wrong passwords have
     *     shut the account: then that counts, so that who guesses passwords does not throw out who is in; one that is
     *     disabled has a role that is none of ours.
     * @return nothing when there is no such account, or another provider's identities are in force
     */
    public Set<String> roles(String account, Set<String> known) {
        SecurityDomain domain = SecurityDomain.getCurrent();
        if (domain == null) {
            return Set.of();
        }
        Set<String> roles = new HashSet<>();
        try {
            SecurityIdentity identity = domain.getAnonymousSecurityIdentity().createRunAsIdentity(account, false);
            identity.getRoles().forEach(roles::add);
        } catch (SecurityException e) {
            return Set.of();
        }
        return roles.isEmpty() ? known : Roles.parse(Roles.text(roles));
    }
}
