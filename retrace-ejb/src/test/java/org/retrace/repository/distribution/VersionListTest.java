// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;

class VersionListTest {

    private static final DirectoryListing MIRRORS = directory -> {
        var names = Map.of(
                        "https://old.example/",
                        List.of("14/", "15/", "16", "test", "../"),
                        "https://second.example/",
                        List.of("41/", "42/", "9/", "16/", "README"))
                .get(directory.toString());
        if (names == null) {
            throw new IOException("answers 404");
        }
        return names;
    };

    @Test
    void findsTheVersionsOfAllListingsOnEachTheFirstMirrorThatAnswers() throws FormatException {
        var found = new VersionList(
                        List.of("rawhide"),
                        List.of(
                                source("15..", "https://first.example/", "https://second.example/"),
                                source("15..", "https://old.example/")))
                .find(MIRRORS);
        assertThat(found.versions()).containsExactly("15", "16", "41", "42", "rawhide");
        assertThat(found.problems()).containsExactly("https://first.example/: answers 404");
    }

    @Test
    void saysWhyNoMirrorAnswers() throws FormatException {
        var found = new VersionList(List.of("8"), List.of(source("1..", "https://a.example/", "https://b.example/")))
                .find(MIRRORS);
        assertThat(found.versions()).containsExactly("8");
        assertThat(found.problems()).hasSize(2);
    }

    private static VersionSource source(String versions, String... mirrors) throws FormatException {
        var rule = ReleaseParser.Rule.of(BoundedRegex.compile("^([0-9]+)$"), "$1");
        return new VersionSource(
                List.of(mirrors).stream().map(MirrorAddress::new).toList(),
                new ReleaseParser(List.of(rule)),
                List.of(VersionRange.parse(versions)));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7, true",
        "7, 7.1, false",
        "7, 17, false",
        "rawhide, rawhide, true",
        "rawhide, raw, false",
        "8..9, 8, true",
        "8..9, 9, true",
        "8..9, 7, false",
        "8..9, 10, false",
        "..27, 9, true",
        "..27, 28, false",
        "28.., 100, true",
        "28.., 3, false",
        "28.., rawhide, false",
        "15.3..15.9, 15.10, false",
        "15.3..15.9, 15.6, true"
    })
    void holdsWhatLiesBetween(String range, String version, boolean inside) throws FormatException {
        assertThat(VersionRange.parse(range).contains(version)).isEqualTo(inside);
        assertThat(VersionRange.parse(range)).hasToString(range);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "...", "a..b", "8..rawhide", "8...9", "8 9", "../..", "-1", "8..9..10"})
    void isNoRange(String text) {
        assertThatThrownBy(() -> VersionRange.parse(text)).isInstanceOf(FormatException.class);
    }
}
