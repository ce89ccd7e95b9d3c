// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.metadata.MadeMetadata.LIMITS;
import static org.retrace.repository.metadata.MadeMetadata.filelists;
import static org.retrace.repository.metadata.MadeMetadata.files;
import static org.retrace.repository.metadata.MadeMetadata.packaged;
import static org.retrace.repository.metadata.MadeMetadata.packages;
import static org.retrace.repository.metadata.MadeMetadata.primary;
import static org.retrace.repository.metadata.MadeMetadata.stream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.BuildId;
import org.retrace.elf.HostileTwins;
import org.retrace.rpm.Nevra;

class PrimaryReaderTest {

    private final Path directory;

    PrimaryReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsAPackage() throws IOException {
        AvailablePackage pkg =
                packages(stream(primary(packaged("", ""))), LIMITS).get(0);
        assertThat(pkg.nevra()).isEqualTo(new Nevra("toaster", 1, "1.0", "2", "x86_64"));
        assertThat(pkg.location()).isEqualTo(new RepositoryPath("Packages/t/toaster-1.0-2.x86_64.rpm"));
        assertThat(pkg.checksum().kind()).isEqualTo(Checksum.Kind.SHA256);
        assertThat(pkg.size()).isEqualTo(1000);
        assertThat(pkg.built()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(pkg.debuginfo()).containsExactly(new BuildId("0123456789abcdef0123"));
    }

    @Test
    void passesWhatIsNoPackageOfRpm() throws IOException {
        String other = packaged("type=\"rpm\"", "type=\"patch\"");
        assertThat(packages(stream(primary(other + packaged("", "") + "<notes><a/></notes>")), LIMITS))
                .hasSize(1);
    }

    @Test
    void passesABuildIdThatIsNone() throws IOException {
        assertThat(packages(stream(primary(packaged("0123456789abcdef0123\"", "none\""))), LIMITS)
                        .get(0)
                        .debuginfo())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Packages/t/ | ../../ | line 11: the location "../../toaster-1.0-2.x86_64.rpm" does not lie in the repository
                    <location | <location xml:base="ftp://b/" | line 11: the location "Packages/t/toaster-1.0-2.x86_64.rpm" has a base of its own, so it does not lie here
                    <name>toaster | <name>../toaster | line 6: the name of the package is "../toaster"
                    <name>toaster | <name>a b | line 6: the name of the package is "a b"
                    <name>toaster | <name> | line 6: the name of the package is ""
                    ver="1.0" rel="2"/> | ver="1-0" rel="2"/> | line 6: the version of the package is "1-0"
                    rel="2"/> | /> | line 6: <version> has no rel
                    epoch="1" | epoch="one" | line 6: epoch is "one", not a number
                    epoch="1" | epoch="4294967296" | line 6: epoch is 4294967296, at most 2147483647
                    package="1000" | package="1000000000000000000000" | line 10: package is "1000000000000000000000", not a number
                    package="1000" | pack="1000" | line 10: <size> has no package
                    build="1700000000" | build="" | line 9: build is "", not a number
                    build="1700000000" | build="999999999999999999" | line 9: build is 999999999999999999, behind the year 9999
                    <size | <sizes | line 21: the package "toaster" lacks its version, checksum, location or size
                    type="sha256" | type="md5" | line 7: a checksum of kind "md5" is not taken
                    """)
    void saysWhereAndWhyItRefuses(String what, String instead, String reason) {
        assertThatThrownBy(() -> packages(stream(primary(packaged(what, instead == null ? "" : instead))), LIMITS))
                .isInstanceOf(FormatException.class)
                .hasMessage("primary.xml: " + reason);
    }

    @Test
    void quotesNoControlsAndNothingLong() {
        assertThatThrownBy(() ->
                        packages(stream(primary(packaged("Packages/t/", "../&#10;&#x7f;" + "x".repeat(3000)))), LIMITS))
                .hasMessageContaining("../  xxx")
                .hasMessageEndingWith("xxx...");
    }

    @Test
    void refusesMorePackagesAndBuildIdsThanAllowed() {
        Limits one = new Limits(1, 1 << 16, 1 << 20, 1 << 20);
        assertThatThrownBy(() -> packages(stream(primary(packaged("", "").repeat(2))), one))
                .hasMessage("primary.xml: claims 2 entries, at most 1");
        String entry = "<rpm:entry name=\"debuginfo(build-id)\" ver=\"aaaaaaaaaaaaaaaaaaaa\"/>";
        assertThatThrownBy(() -> packages(stream(primary(packaged("<rpm:provides>", "<rpm:provides>" + entry))), one))
                .hasMessage("primary.xml: claims 2 entries, at most 1");
    }

    @Test
    void readsNoEndlessTagCommentOrText() {
        String much = "x".repeat(2 << 20);
        for (String text : List.of("<a b=\"" + much + "\"/>", "<!--" + much + "-->")) {
            assertThatThrownBy(() -> packages(stream(primary(text)), LIMITS))
                    .hasMessage("primary.xml: a tag or comment of more than 1048576 characters");
        }
        assertThatThrownBy(() -> packages(stream(primary("<" + much + "/>")), LIMITS))
                .isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> packages(stream(primary(packaged("<name>", "<name>" + much))), LIMITS))
                .hasMessageEndingWith("<name> holds more than 4096 characters");
    }

    @Test
    void readsTextThatNobodyWantsHoweverLong() throws IOException {
        assertThat(packages(stream(primary(packaged("Toasts", "x".repeat(3 << 20)))), LIMITS))
                .hasSize(1);
    }

    @Test
    void refusesEverNewNames() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            names.append("<a").append(i).append("/>");
        }
        assertThatThrownBy(() -> packages(stream(primary(names.toString())), LIMITS))
                .hasMessageEndingWith("more than 1000 different names");
    }

    @Test
    void readsFilesButNeitherDirectoriesNorGhosts() throws IOException {
        String lines =
                """
                <file type="dir">/usr/share/toaster</file>
                <file>/usr/bin/toaster</file>
                <file type="ghost">/var/log/toaster</file>
                <file>/usr/share/a &lt;b></file>
                """;
        PackageFiles found = files(stream(filelists(lines)), LIMITS).get(0);
        assertThat(found.checksum()).hasSize(64);
        assertThat(found.nevra()).isEqualTo(new Nevra("toaster", 0, "1.0", "2", "x86_64"));
        assertThat(found.paths()).containsExactly("/usr/bin/toaster", "/usr/share/a <b>");
    }

    @Test
    void refusesRelativeAndTooManyPaths() {
        assertThatThrownBy(() -> files(stream(filelists("<file>bin/a</file>")), LIMITS))
                .hasMessage("filelists.xml: line 5: the file \"bin/a\" has no absolute path");
        assertThatThrownBy(() -> files(stream(filelists("<file>/a</file>".repeat(101))), LIMITS))
                .hasMessage("filelists.xml: claims 101 entries, at most 100");
        String path = "<file>/" + "a".repeat(4000) + "</file>";
        assertThatThrownBy(() -> files(stream(filelists(path.repeat(17))), LIMITS))
                .hasMessage("filelists.xml: claims 68017 bytes, at most 65536");
        assertThatThrownBy(() -> files(stream(filelists("<file>/" + "a".repeat(5000) + "</file>")), LIMITS))
                .hasMessageEndingWith("<file> holds more than 4096 characters");
        assertThatThrownBy(() -> files(stream(filelists("").replace("pkgid=\"0", "pkgid=\"x")), LIMITS))
                .hasMessageContaining("is no checksum");
    }

    @Test
    void bearsEachDamagedTwin() throws IOException {
        new HostileTwins(
                        primary(packaged("", "")).getBytes(StandardCharsets.UTF_8),
                        directory,
                        source -> packages(
                                stream(StandardCharsets.ISO_8859_1
                                        .decode(source.read("twin", 0, source.size(), LIMITS))
                                        .toString()),
                                LIMITS))
                .prefixes()
                .flippedBytes()
                .hadBothAnswers();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] bytes = primary(packaged("Toasts", "T\u00f6asts")).getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> packages(new ByteArrayInputStream(bytes), LIMITS))
                .hasMessage("primary.xml: is not UTF-8");
    }
}
