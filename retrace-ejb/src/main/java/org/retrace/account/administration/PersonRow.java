// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.administration;

import java.util.List;
import org.retrace.account.Person;
import org.retrace.account.PersonIdentity;

/**
 * A person with all that signs in as them.
 *
 * @param identities in the order in which they first came
 */
public record PersonRow(Person person, List<PersonIdentity> identities) {

    /** Takes its own copy. */
    public PersonRow {
        identities = List.copyOf(identities);
    }
}
