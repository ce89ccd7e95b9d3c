// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "toaster-1.0 | toaster-1.0",
                "<script>alert(1)</script> | <script>alert(1)</script>",
                "a\u202Efdp.exe | a⟨U+202E⟩fdp.exe",
                "a\u2066b\u2069 | a⟨U+2066⟩b⟨U+2069⟩",
                "a\u200Fb | a⟨U+200F⟩b",
                "a\u0000\u0007\u001Bb | a⟨U+0000⟩⟨U+0007⟩⟨U+001B⟩b",
                "a\u007F\u0085b | a⟨U+007F⟩⟨U+0085⟩b",
                "a\u2028b | a⟨U+2028⟩b",
                "a\uD800b | a⟨U+D800⟩b",
                "a\uFFFDb | a\uFFFDb",
                "שלום | שלום",
                "👨\u200D👩 | 👨\u200D👩",
            })
    void showsWhatWouldNotBeSeenAndLeavesTheRest(String text, String shown) {
        assertThat(Plain.of(text, 100)).isEqualTo(shown);
    }

    @Test
    void cutsBetweenCharactersAndSaysSo() {
        assertThat(Plain.of("x".repeat(100_000), 3)).isEqualTo("xxx…");
        assertThat(Plain.of("🍞🍞🍞", 2)).isEqualTo("🍞🍞…");
        assertThat(Plain.of("🍞🍞", 2)).isEqualTo("🍞🍞");
    }

    @Test
    void nothingIsEmpty() {
        assertThat(Plain.of(null, 9)).isEmpty();
    }

    @Test
    void linesStayLines() {
        assertThat(Plain.lines("{a,\n\tb}\u202e", 100)).isEqualTo("{a,\n\tb}⟨U+202E⟩");
        assertThat(Plain.lines("a\nbcd", 3)).isEqualTo("a\nb…");
    }
}
