// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import java.util.Set;

/**
 * Somebody came with other roles than the last time, in the same transaction.
 *
 * @param identity with the roles that it has now
 * @param before those that it had
 */
public record RolesChanged(PersonIdentity identity, Set<String> before) {

    /** Takes its own copy. */
    public RolesChanged {
        before = Set.copyOf(before);
    }
}
