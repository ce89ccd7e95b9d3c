// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "%2fetc/passwd",
                "http:%2f/elsewhere/a",
                "../a",
                "a/../../b",
                "a/..",
                "%2e%2e/a",
                "a/%2E./b",
                "a/..%2fb",
                "a%00b",
                "a\0b",
                "a\nb",
                "a%0d%0ab",
                "a\\b",
                "http://elsewhere/a",
                "FILE:/etc/passwd",
                "a/%ff"
            })
    void nothingLeadsOut(String text) {
        assertThat(RepositoryPath.parse(text)).isEmpty();
        assertThatThrownBy(() -> new RepositoryPath(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAndPathsAreAsLongAsFilesAllow() {
        assertThat(RepositoryPath.parse("a".repeat(255))).isPresent();
        assertThat(RepositoryPath.parse("a".repeat(256))).isEmpty();
        assertThat(RepositoryPath.parse("ä".repeat(128))).isEmpty();
        assertThat(RepositoryPath.parse("a/".repeat(2049))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Packages/t/toaster.rpm, Packages/t/toaster.rpm",
        "./Packages//t/./toaster.rpm, Packages/t/toaster.rpm",
        "Packages/, Packages",
        "'', ''",
        "..a/b.., ..a/b..",
        "-rf, -rf",
        "1:2.rpm, 1:2.rpm",
    })
    void pathHasOneForm(String text, String form) {
        assertThat(RepositoryPath.parse(text)).contains(new RepositoryPath(form));
    }

    @ParameterizedTest
    @CsvSource({
        "libstdc++-1~rc1^2.rpm, libstdc++-1~rc1%5E2.rpm, libstdc++-1~rc1^2.rpm",
        "a%2Bb.rpm, a%2Bb.rpm, a+b.rpm",
        "a b?c#d.rpm, a%20b%3Fc%23d.rpm, a b?c#d.rpm",
        "100%.rpm, 100%25.rpm, 100%.rpm",
        "ä.rpm, %C3%A4.rpm, ä.rpm",
    })
    void addressAndFileNameAreSpelledTheirWay(String text, String address, String file) {
        assertThat(new RepositoryPath(text).escaped()).isEqualTo(address);
        assertThat(new RepositoryPath(text).unescaped()).isEqualTo(file);
    }

    @Test
    void partsAreTakenAndPutTogether() {
        assertThat(RepositoryPath.REPOMD.name()).isEqualTo("repomd.xml");
        assertThat(RepositoryPath.ROOT.name()).isEmpty();
        assertThat(RepositoryPath.ROOT.resolve("a")).contains(new RepositoryPath("a"));
        assertThat(new RepositoryPath("a").resolve("b/c")).contains(new RepositoryPath("a/b/c"));
        assertThat(new RepositoryPath("a").resolve("../b")).isEmpty();
    }
}
