// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.token;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants of a new token.
 *
 * @param name what they call it
 * @param roles what it may do at most
 * @param validFor how long it counts
 */
public record TokenWish(String name, Set<String> roles, Duration validFor) {

    /** Longest name, in characters. */
    public static final int MOST_CHARACTERS = 60;

    /** Longest time that a token counts. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** Takes its own copy of the roles. */
    public TokenWish {
        roles = Set.copyOf(roles);
    }

    /**
     * What is wrong with it; empty when it can be granted.
     *
     * @param allowed roles of whoever wishes it
     */
    Optional<NewToken.Refused> fault(Set<String> allowed) {
        if (name.isBlank() || name.length() > MOST_CHARACTERS || name.chars().anyMatch(Character::isISOControl)) {
            return refused(
                    "name", "a token's name has 1 to " + MOST_CHARACTERS + " characters, none of them a control");
        }
        if (roles.isEmpty() || !allowed.containsAll(roles)) {
            return refused(
                    "roles", "a token has at least one of your roles, and no other: " + String.join(", ", allowed));
        }
        if (validFor.compareTo(Duration.ofMinutes(1)) < 0 || validFor.compareTo(LONGEST) > 0) {
            return refused(
                    "validDays", "a token counts for a minute at least and " + LONGEST.toDays() + " days at most");
        }
        return Optional.empty();
    }

    private static Optional<NewToken.Refused> refused(String field, String reason) {
        return Optional.of(new NewToken.Refused(field, reason));
    }
}
