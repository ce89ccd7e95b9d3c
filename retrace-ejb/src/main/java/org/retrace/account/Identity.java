// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import java.util.Optional;
import java.util.Set;

/**
 * Who somebody is, as an identity provider says.
 *
 * @param issuer the provider: its address, or {@value #EMBEDDED}
 * @param subject the provider's own name for them, never given to another
 * @param name by which they sign in
 * @param displayName what people call them
 * @param mail their address, where the provider tells it
 * @param roles what they may do, as the provider says now
 */
public record Identity(
        String issuer, String subject, String name, String displayName, Optional<String> mail, Set<String> roles) {

    /** The issuer of the accounts that the server keeps itself. */
    public static final String EMBEDDED = "embedded";

    /** Takes its own copy of the roles; what is none of ours does not count. */
    public Identity {
        roles = Roles.parse(Roles.text(roles));
    }

    /** An account of the server's own. */
    public static Identity embedded(String account, Set<String> roles) {
        return new Identity(EMBEDDED, account, account, account, Optional.empty(), roles);
    }
}
