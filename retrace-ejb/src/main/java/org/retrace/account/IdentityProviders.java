// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.enterprise.context.ApplicationScoped;

/** Who may say who somebody is: the script that lets a provider in names it by a system property. */
@ApplicationScoped
public class IdentityProviders {

    private static final String PROPERTY = "retrace.identity-provider";

    /** Whether an issuer's identities are in force now. */
    public boolean trusts(String issuer) {
        return issuer.equals(System.getProperty(PROPERTY, Identity.EMBEDDED));
    }
}
