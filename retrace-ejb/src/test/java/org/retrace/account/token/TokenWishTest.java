// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenWishTest {

    private static final Set<String> MINE = Set.of("debugger", "viewer");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "none",
            textBlock =
                    """
            a name and one of my roles,            ci,          viewer,  90,   none
            all of a year,                         ci,          viewer,  366,  none
            no name,                               ' ',         viewer,  90,   name
            a name that is not one line,           'a\tb',      viewer,  90,   name
            a role that I have not,                ci,          admin,   90,   roles
            no role,                               ci,          '',      90,   role
            no time,                               ci,          viewer,  0,    counts for a minute
            more than a year,                      ci,          viewer,  367,  366 days
            """)
    void isGrantedWithinMyRolesForAYear(String what, String name, String role, int days, @Nullable String fault) {
        Set<String> roles = role.isEmpty() ? Set.of() : Set.of(role);

        var found = new TokenWish(name, roles, Duration.ofDays(days)).fault(MINE);

        if (fault == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).get().asString().contains(fault);
        }
    }

    @Test
    void longNameIsRefused() {
        assertThat(new TokenWish("x".repeat(61), MINE, Duration.ofDays(1)).fault(MINE))
                .isPresent();
    }

    @Test
    void textIsKnownByItsFormAndNeverTheSame() {
        var random = new SecureRandom();
        String one = TokenText.random(random);

        assertThat(TokenText.matches(one)).isTrue();
        assertThat(one).isNotEqualTo(TokenText.random(random)).hasSize(51);
        assertThat(TokenText.matches(one + "x")).isFalse();
        assertThat(TokenText.matches(one.substring(1))).isFalse();
        assertThat(TokenText.hash(one)).hasSize(32);
    }
}
