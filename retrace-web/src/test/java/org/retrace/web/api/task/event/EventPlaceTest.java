// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.task.list.Standing;

class EventPlaceTest {

    @Test
    void readsWhatItWrites() {
        EventPlace place = new EventPlace(85, Optional.of(Standing.INCOMPLETE), 1_700_000_000_123L);

        assertThat(place).hasToString("85.INCOMPLETE.1700000000123");
        assertThat(EventPlace.parse(place.toString())).contains(place);
        assertThat(EventPlace.parse(EventPlace.FIRST.toString())).contains(EventPlace.FIRST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.RUNNING",
                "1.RUNNING.0.0",
                "-1.RUNNING.0",
                "1.SLEEPING.0",
                "1.running.0",
                "1.RUNNING.9999999999999999999",
                "9999999999999999999.RUNNING.0",
                "1.RUNNING.0\n",
                "٣.RUNNING.0"
            })
    void readsNothingElse(String text) {
        assertThat(EventPlace.parse(text)).isEmpty();
    }
}
