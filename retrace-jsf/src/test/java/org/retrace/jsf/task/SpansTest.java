// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-30, just now",
        "0, just now",
        "4, just now",
        "5, 5 s ago",
        "59, 59 s ago",
        "60, 1 min ago",
        "3599, 59 min ago",
        "3600, 1 h ago",
        "86399, 23 h ago",
        "86400, 1 d ago",
        "34560000, 400 d ago"
    })
    void saysHowLongAgoInTheLargestUnit(long seconds, String words) {
        assertThat(Spans.ago(NOW.minusSeconds(seconds), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0 ms",
        "0, 0 ms",
        "0.099, 99 ms",
        "0.1, 0.1 s",
        "0.95, 0.9 s",
        "9.999, 9.9 s",
        "10, 10 s",
        "59, 59 s",
        "60, 1 min 00 s",
        "3599, 59 min 59 s",
        "3600, 1 h 00 min",
        "360000, 100 h 00 min"
    })
    void saysHowLongInTheTwoLargestUnits(double seconds, String words) {
        assertThat(Spans.took(Duration.ofMillis(Math.round(seconds * 1000)))).isEqualTo(words);
    }

    @Test
    void saysTheExactMomentInUtc() {
        assertThat(Spans.exact(NOW.plusMillis(1999))).isEqualTo("2026-03-01 12:00:01 UTC");
    }
}
