// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestQuotasTest {

    private final RequestQuotas quotas = new RequestQuotas();

    private RequestQuotas.Standing at(Duration later, String who) {
        return quotas.count(who, 2, 5 + later.toNanos());
    }

    @Test
    void eachMayMakeItsRequestsInAMinute() {
        assertThat(at(Duration.ZERO, "ann")).isEqualTo(new RequestQuotas.Standing(true, 1, 60));
        assertThat(at(Duration.ofSeconds(10), "ann")).isEqualTo(new RequestQuotas.Standing(true, 0, 50));
        assertThat(at(Duration.ofMillis(59_500), "ann")).isEqualTo(new RequestQuotas.Standing(false, 0, 1));
        assertThat(at(Duration.ofSeconds(59), "bob").granted()).isTrue();
    }

    @Test
    void newMinuteBeginsWithTheFirstRequestAfterIt() {
        at(Duration.ZERO, "ann");
        at(Duration.ZERO, "ann");

        assertThat(at(Duration.ofSeconds(61), "ann")).isEqualTo(new RequestQuotas.Standing(true, 1, 60));
    }

    @Test
    void crowdOfStrangersTakesNoMoreMemoryThanThereIs() {
        for (int i = 0; i < 250_000; i++) {
            assertThat(at(Duration.ofMillis(1), "address " + i).granted()).isTrue();
        }
        assertThat(at(Duration.ofMillis(2), "ann").granted()).isTrue();
    }
}
