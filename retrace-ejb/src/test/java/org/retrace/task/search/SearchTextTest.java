// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {

    @Test
    void numberMayBeATask() {
        assertThat(new SearchText(" 123456789 ").taskId()).hasValue(123_456_789);
        assertThat(new SearchText("999999999999999999").taskId()).hasValue(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.0", "1000000000000000000", "٣", "12x"})
    void anythingElseIsNoTask(String text) {
        assertThat(new SearchText(text).taskId()).isEmpty();
    }

    @Test
    void buildIdIsSixDigitsOrMoreInEitherCase() {
        assertThat(new SearchText("C0FFEE").buildId()).hasValue("c0ffee");
        assertThat(new SearchText("c0ffe").buildId()).isEmpty();
        assertThat(new SearchText("c0ffeg").buildId()).isEmpty();
        assertThat(new SearchText("0".repeat(129)).buildId()).isEmpty();
    }

    @Test
    void blanksAreNothing() {
        assertThat(new SearchText(" \t ").isEmpty()).isTrue();
    }

    @Test
    void whatNoDatabaseTakesIsReplacedAndWhatIsTooLongIsCut() {
        assertThat(new SearchText("a\0b").text()).isEqualTo("a\uFFFDb");
        assertThat(new SearchText("x".repeat(100_000)).text()).hasSize(SearchText.MAX_CHARS);
    }
}
