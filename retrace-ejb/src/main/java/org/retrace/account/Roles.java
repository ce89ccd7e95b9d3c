// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets of roles as the database has them: in the order of {@link Role#ALL}, separated by spaces. */
final class Roles {

    private Roles() {}

    /** What is none of ours is left out. */
    static String text(Collection<String> roles) {
        return Role.ALL.stream().filter(roles::contains).collect(Collectors.joining(" "));
    }

    static Set<String> parse(String text) {
        return Arrays.stream(text.split(" ")).filter(role -> !role.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
