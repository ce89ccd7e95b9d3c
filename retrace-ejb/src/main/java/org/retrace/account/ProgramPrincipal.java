// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import java.security.Principal;

/**
 * A program that acts for somebody.
 *
 * @param identity whose rights it has, or some of them
 */
public record ProgramPrincipal(Identity identity) implements Principal {

    @Override
    public String getName() {
        return identity.subject();
    }
}
