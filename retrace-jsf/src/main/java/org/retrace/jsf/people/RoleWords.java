// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.retrace.account.Role;

/**
 * A role in words.
 *
 * @param name as addresses and identity providers spell it
 * @param word what people call it
 * @param purpose what it is for, as a sentence goes on behind the word
 */
public record RoleWords(String name, String word, String purpose) {

    /** Those of some roles, the mightiest first. */
    public static List<RoleWords> of(Collection<String> roles) {
        return Role.ALL.stream()
                .filter(roles::contains)
                .map(role -> new RoleWords(role, word(role), purpose(role)))
                .toList();
    }

    /** The words alone, in a line. */
    public static String line(Collection<String> roles) {
        var words = of(roles).stream().map(RoleWords::word).collect(Collectors.joining(", "));
        return words.isEmpty() ? "no role" : words;
    }

    private static String word(String role) {
        return switch (role) {
            case Role.ADMIN -> "administrator";
            case Role.CORE_DEV -> "core developer";
            default -> role;
        };
    }

    private static String purpose(String role) {
        return switch (role) {
            case Role.ADMIN -> "keeps the server: repositories, people; sees every task and the audit";
            case Role.CORE_DEV -> "works on problems and reviews hooks; sees every task and the audit";
            case Role.DEBUGGER -> "retraces: sees and drives every task";
            default -> "looks: packages, repositories, and the tasks of their own";
        };
    }
}
