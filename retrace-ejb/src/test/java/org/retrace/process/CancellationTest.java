// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancellationTest {

    @Test
    void knowsHowLongTheWorkHasGoneOn() {
        Cancellation cancellation = new Cancellation();
        assertThat(cancellation.elapsed()).isBetween(Duration.ZERO, Duration.ofMinutes(1));

        cancellation.countFrom(System.nanoTime() - Duration.ofHours(1).toNanos());

        assertThat(cancellation.elapsed()).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    }
}
