// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {

    @Test
    void newestPageHasNoCursor() {
        assertThat(Trail.parse("").isNewest()).isTrue();
        assertThat(Trail.parse("").before()).isEmpty();
        assertThat(Trail.NEWEST.newer()).isEqualTo(Trail.NEWEST);
    }

    @Test
    void olderAndNewerLeadThereAndBack() {
        var second = Trail.NEWEST.older(71);
        var third = second.older(21);
        assertThat(third.text()).isEqualTo("71.21");
        assertThat(third.before()).isEqualTo(OptionalLong.of(21));
        assertThat(third.newer()).isEqualTo(second);
        assertThat(second.newer()).isEqualTo(Trail.NEWEST);
        assertThat(Trail.parse(third.text())).isEqualTo(third);
    }

    @Test
    void longTrailBeginsAnewAndStaysReadable() {
        var trail = Trail.NEWEST;
        for (var cursor = 1_000L; cursor > 899; cursor--) {
            trail = trail.older(cursor);
            assertThat(Trail.parse(trail.text())).isEqualTo(trail);
        }
        assertThat(trail.text()).isEqualTo("900");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.", ".1", "1..2", "1 2", "9999999999999999999", "1,2", "<b>", "٣"})
    void anythingElseIsTheNewestPage(String text) {
        assertThat(Trail.parse(text)).isEqualTo(Trail.NEWEST);
    }
}
