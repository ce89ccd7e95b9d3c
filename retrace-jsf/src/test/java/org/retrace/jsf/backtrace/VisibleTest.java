// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @Test
    void hiddenCharactersAreNamed() {
        assertThat(Visible.of("a\0b\u001b[31m\u009b")).isEqualTo("a\\u0000b\\u001b[31m\\u009b");
        assertThat(Visible.of("\u202egnp.exe\u2066\u200f")).isEqualTo("\\u202egnp.exe\\u2066\\u200f");
        assertThat(Visible.of("half\ud83d")).isEqualTo("half\\ud83d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "<b>&amp;\"'$1\\", "tab\tand\nline", "größe", "שלום", "😀"})
    void everythingElseStays(String text) {
        assertThat(Visible.of(text)).isEqualTo(text);
    }

    @Test
    void nothingIsEmpty() {
        assertThat(Visible.of(null)).isEmpty();
        assertThat(Visible.brief(null, 3)).isEmpty();
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Visible.brief("abcd", 4)).isEqualTo("abcd");
        assertThat(Visible.brief("abcde", 4)).isEqualTo("abcd…");
        assertThat(Visible.brief("abc😀de", 4)).isEqualTo("abc…");
    }

    @Test
    void fileNameStandsBehindTheLastSlash() {
        assertThat(Visible.fileName("/usr/bin/kettle")).isEqualTo("kettle");
        assertThat(Visible.fileName("kettle")).isEqualTo("kettle");
    }
}
