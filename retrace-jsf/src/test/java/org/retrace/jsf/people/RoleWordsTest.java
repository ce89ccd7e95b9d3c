// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.retrace.account.Role;

class RoleWordsTest {

    @Test
    void mightiestComesFirstInWords() {
        assertThat(RoleWords.line(Set.of("viewer", "core-dev", "disabled", "admin")))
                .isEqualTo("administrator, core developer, viewer");
    }

    @Test
    void nobodysRolesAreNone() {
        assertThat(RoleWords.line(Set.of("disabled"))).isEqualTo("no role");
        assertThat(RoleWords.line(Set.of())).isEqualTo("no role");
    }

    @Test
    void eachRoleHasAPurposeOfItsOwn() {
        assertThat(RoleWords.of(Role.ALL).stream().map(RoleWords::purpose).distinct())
                .hasSameSizeAs(Role.ALL);
    }
}
