// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdsTest {

    private final TaskIds ids = new TaskIds();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 17, 18})
    void makesNumbersOfExactlyAsManyDigits(int digits) {
        for (int i = 0; i < 200; i++) {
            assertThat(Long.toString(ids.nextId(digits))).hasSize(digits).matches("[1-9][0-9]*");
        }
    }

    @Test
    void usesTheWholeRange() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(ids.nextId(1));
        }
        assertThat(seen).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void makesPasswordsOfLettersAndDigitsNeverTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String password = ids.nextPassword(22);
            assertThat(password).matches("[a-zA-Z0-9]{22}");
            seen.add(password);
        }
        assertThat(seen).hasSize(200);
    }
}
