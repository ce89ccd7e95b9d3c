// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;

class BoundedRegexTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a*)*",
                "(a|a)*b",
                "(?:a?){100000}",
                "((ab)|(cd))+",
                "(x(?:y?)z)+",
                "([ab]+|[cd]{2})*",
                "(?:\\d+,)*x"
            })
    void refusesARepetitionWithinARepetition(String text) {
        assertThatThrownBy(() -> BoundedRegex.compile(text))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("can take for ever");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^Fedora release ([0-9]+)(?: \\(([^)]+)\\))?$",
                "(?:ab)+",
                "[(a+)+]+",
                "\\(a+\\)+",
                "\\Q(a+)+\\E",
                "([*+?{|])+",
                "[^](a+)+]*",
                "(?:lp|bp)([0-9]{2})",
                "(?!.*\\.(?:rocky|alma))",
                "[a-z&&[^(b+)]]+",
                "[])]+"
            })
    void takesWhatOnlyLooksLikeOne(String text) throws FormatException {
        assertThat(BoundedRegex.compile(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "*", "a{2", "(?<n", "\\", "a)", "(?x) ) #"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> BoundedRegex.compile(text)).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesOneThatIsTooLong() {
        assertThatThrownBy(() -> BoundedRegex.compile("a".repeat(513))).hasMessageContaining("over 512 characters");
    }

    @Test
    void givesUpWhenItHasLookedTooOften() throws FormatException {
        var regex = BoundedRegex.compile(".*.*.*.*.*.*.*.*!");
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(regex.find("a".repeat(256)))
                .isEmpty());
    }

    @Test
    void doesNotMatchALongText() throws FormatException {
        assertThat(BoundedRegex.compile("a").find("a".repeat(256))).isPresent();
        assertThat(BoundedRegex.compile("a").find("a".repeat(257))).isEmpty();
    }

    @Test
    void givesWhatItsGroupsCapture() throws FormatException {
        assertThat(BoundedRegex.compile("(a)(b)?(c)").find("xac").orElseThrow()).containsExactly("ac", "a", "", "c");
    }
}
