// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.repository.distribution.plugin.DistributionPlugins;

class CrashedReleaseTest {

    private static final List<Distribution> SHIPPED =
            new DistributionPlugins(Path.of("/nowhere")).current().distributions();

    @ParameterizedTest
    @CsvFileSource(resources = "release-lines.csv")
    void knowsTheLineOfEachRelease(String line, String release) {
        assertThat(words(CrashedRelease.ofTexts(SHIPPED, List.of(line + "\n")))).isEqualTo(release);
    }

    static Stream<Arguments> osReleases() throws IOException {
        try (var in = CrashedReleaseTest.class.getResourceAsStream("os-releases.txt")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("=== (\\S+)\\n(.*?)(?=\\n===|\\z)", Pattern.DOTALL)
                    .matcher(text)
                    .results()
                    .map(each -> arguments(each.group(1), each.group(2)))
                    .collect(Collectors.toList())
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("osReleases")
    void knowsTheOsReleaseOfEach(String release, String text) {
        assertThat(words(CrashedRelease.ofTexts(SHIPPED, List.of(text)))).isEqualTo(release);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "package-names.csv")
    void guessesFromAPackageWhatItCanBeOf(String name, String releases) {
        assertThat(words(CrashedRelease.ofPackage(SHIPPED, name))).isEqualTo(releases);
    }

    @Test
    void takesTheFirstTextThatAPluginKnows() {
        var found = CrashedRelease.ofTexts(
                SHIPPED, List.of("", "Gentoo", "Fedora release 40 (Forty)", "CentOS Stream release 9"));
        assertThat(words(found)).isEqualTo("fedora-40");
    }

    static Stream<String> garbage() {
        return Stream.of(
                "",
                "\n\n \t\n",
                "\0Fedora release 39 (Thirty Nine)",
                "Fedora release 39\u001b[2J",
                "Fedora release 39 " + "x".repeat(250),
                "Fedora release " + "9".repeat(1_000_000),
                "NAME=\"" + "Fedora Linux".repeat(100_000) + "\"",
                "NAME=Fedora\nVERSION_ID=" + "9".repeat(100),
                "NAME=\"Fedora\\",
                "=\n=\n=".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void knowsNothingOfGarbage(String text) {
        assertThat(CrashedRelease.ofTexts(SHIPPED, List.of(text))).isEqualTo(new CrashedRelease.Unknown());
        assertThat(CrashedRelease.ofPackage(SHIPPED, text)).isEqualTo(new CrashedRelease.Unknown());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "aliases.csv")
    void leadsOtherNamesToTheirRelease(String name, String release) {
        var asked = ReleaseName.parse(name).orElseThrow();
        assertThat(new ReleaseName(CrashedRelease.canonical(SHIPPED, asked.release()), asked.arch()))
                .hasToString(release);
    }

    @Test
    void listsTheOtherNamesOfARelease() {
        assertThat(SHIPPED.stream().flatMap(each -> each.versions().aliases().of(new Release("rhel", "7")).stream()))
                .containsExactly("rhel-7.*");
        assertThat(SHIPPED.stream()
                        .flatMap(each -> each.versions().aliases().of(new Release("opensuse", "15.6")).stream()))
                .containsExactly("opensuse-leap-15.6");
    }

    private static String words(CrashedRelease found) {
        if (found instanceof CrashedRelease.Known known) {
            return known.release().toString();
        }
        if (found instanceof CrashedRelease.OneOf several) {
            return several.releases().stream().map(Release::toString).collect(Collectors.joining(" "));
        }
        return "unknown";
    }
}
