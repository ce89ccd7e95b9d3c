// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordFailuresTest {

    private static final long WINDOW = PasswordFailures.WINDOW.toNanos();

    private final PasswordFailures failures = new PasswordFailures();

    @Test
    void shutsTheTaskToOneAddressAfterSoManyFailures() {
        failures.failed("1", "a", 0);
        failures.failed("1", "a", 0);
        assertThat(failures.isShut("1", "a", 3, 0)).isFalse();
        failures.failed("1", "a", 0);

        assertThat(failures.isShut("1", "a", 3, 0)).isTrue();
        assertThat(failures.isShut("1", "b", 3, 0)).isFalse();
        assertThat(failures.isShut("2", "a", 3, 0)).isFalse();
    }

    @Test
    void opensItAfterAMinuteAndCountsAnew() {
        failures.failed("1", "a", 0);
        failures.failed("1", "a", WINDOW - 1);
        assertThat(failures.isShut("1", "a", 2, WINDOW - 1)).isTrue();
        assertThat(failures.isShut("1", "a", 2, WINDOW)).isFalse();

        failures.failed("1", "a", WINDOW);
        assertThat(failures.isShut("1", "a", 2, WINDOW)).isFalse();
    }

    @Test
    void remembersSomeThousandPairs() {
        failures.failed("0", "a", 0);
        for (int task = 1; task < PasswordFailures.REMEMBERED; task++) {
            failures.failed(Integer.toString(task), "a", 0);
        }
        assertThat(failures.isShut("0", "a", 1, 0)).isTrue();
        failures.failed("last", "a", 0);

        assertThat(failures.isShut("0", "a", 1, 0)).isFalse();
        assertThat(failures.isShut("1", "a", 1, 0)).isTrue();
        assertThat(failures.isShut("last", "a", 1, 0)).isTrue();
    }
}
