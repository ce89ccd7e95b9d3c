// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;

/**
 * The accounts that the server keeps itself, as its security realm has them now. Passwords are tried in another realm
 * of the same accounts: wrong ones shut that, and not this.
 */
@ApplicationScoped
public class EmbeddedAccounts {

    /** The attribute of an account that names its roles. */
    private static final String ATTRIBUTE = "Roles";

    @Inject
    private IdentityProviders providers;

    /**
     * What an account may do now, whatever it could before.
     *
     * @return nothing when there is no such account, it has no role, or another provider's identities are in force
     * @throws IllegalStateException when the accounts cannot be read
     */
    public Set<String> roles(String account) {
        SecurityDomain domain = SecurityDomain.getCurrent();
        if (domain == null || !providers.trusts(Identity.EMBEDDED)) {
            return Set.of();
        }
        try {
            return Roles.parse(Roles.text(named(domain.getIdentity(account))));
        } catch (RealmUnavailableException e) {
            throw new IllegalStateException("the account " + account + " cannot be read", e);
        }
    }

    /** Asked of the realm, not by signing in: a sign-in would be told in sign-in.log. */
    private static List<String> named(RealmIdentity identity) throws RealmUnavailableException {
        try {
            return identity.exists()
                    ? new ArrayList<>(
                            identity.getAuthorizationIdentity().getAttributes().get(ATTRIBUTE))
                    : List.of();
        } finally {
            identity.dispose();
        }
    }
}
