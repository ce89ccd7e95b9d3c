// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyPlacesTest {

    private final BodyPlaces places = new BodyPlaces(8);

    @Test
    void keepsOneAddressFromMoreThanAQuarter() {
        assertThat(places.take("192.0.2.1")).isTrue();
        assertThat(places.take("192.0.2.1")).isTrue();
        assertThat(places.take("192.0.2.1")).isFalse();
        assertThat(places.take("192.0.2.2")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0:0:0:0:0:0:0:1", "::1"})
    void leavesAllToAProxyOnThisMachine(String loopback) {
        for (int i = 0; i < 8; i++) {
            assertThat(places.take(loopback)).isTrue();
        }
        assertThat(places.take(loopback)).isFalse();
        assertThat(places.take("192.0.2.1")).isFalse();
    }

    @Test
    void takesBackWhatWasTaken() {
        for (int i = 0; i < 100; i++) {
            assertThat(places.take("192.0.2.1")).isTrue();
            assertThat(places.take("192.0.2.1")).isTrue();
            places.giveBack("192.0.2.1");
            places.giveBack("192.0.2.1");
        }
    }

    @Test
    void doesNotCountWhoWasRefused() {
        places.take("192.0.2.1");
        places.take("192.0.2.1");
        places.take("192.0.2.1");
        places.giveBack("192.0.2.1");

        assertThat(places.take("192.0.2.1")).isTrue();
    }
}
