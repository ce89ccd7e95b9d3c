// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "90min, 2026-11-20T10:30:00Z",
        "24h, 2026-11-19T12:00:00Z",
        "7 d, 2026-11-13T12:00:00Z",
        "2026-11-01, 2026-11-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "2026-11-01 13:45, 2026-11-01T13:45:00Z",
        "2026-11-01T13:45:59Z, 2026-11-01T13:45:59Z"
    })
    void readsWhatPeopleWrite(String text, Instant moment) {
        assertThat(Moments.parse(text, NOW, 0)).contains(moment);
    }

    @Test
    void dayMayBeMeantWithAllItsHours() {
        assertThat(Moments.parse("2026-11-01", NOW, 1)).contains(Instant.parse("2026-11-02T00:00:00Z"));
        assertThat(Moments.parse("2026-11-01 00:00", NOW, 1)).contains(Instant.parse("2026-11-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "24",
                "-1h",
                "999999h",
                "2026-02-30",
                "2026-13-01",
                "2026-11-01 25:00",
                "+999999999-01-01",
                "2026-11-1",
                "٢٤h",
                "2026-11-01\n",
                "24h; drop table retrace_task"
            })
    void anythingElseIsNoMoment(String text) {
        assertThat(Moments.parse(text, NOW, 0)).isEmpty();
    }
}
