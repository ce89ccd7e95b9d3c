// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenViewTest {

    @ParameterizedTest
    @CsvSource({
        "P366D, 366 d",
        "PT2159H59M, 90 d",
        "PT48H, 2 d",
        "PT47H29M, 47 h",
        "PT1H59M, 2 h",
        "PT1H, 60 min",
        "PT1M, 1 min",
        "PT1S, 1 min",
    })
    void timeThatIsLeftIsRoundedToTheNearestUnit(Duration left, String words) {
        assertThat(TokenView.left(left)).isEqualTo(words);
    }
}
