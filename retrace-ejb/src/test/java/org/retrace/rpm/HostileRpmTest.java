// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** Packages that nobody made who meant well, and the corners of the format. */
class HostileRpmTest {

    private static final Limits LIMITS = new Limits(1000, 1 << 16, 1 << 20, 1 << 20);
    private static final int REGULAR = 0100644;
    private static final int SYMLINK = 0120777;
    private static final int DIRECTORY = 0040755;
    private static final String TRAILER = "07070100000000" + "0".repeat(80) + "0000000b00000000TRAILER!!!\0";

    private final Path file;

    HostileRpmTest(@TempDir Path directory) {
        file = directory.resolve("made.rpm");
    }

    @Test
    void readsAPackageMadeByHand() throws IOException {
        RpmPackage rpm = read(new MadeRpm());

        assertThat(rpm.nevra()).hasToString("made-1-2.x86_64");
        assertThat(rpm.files()).containsExactly(new RpmFile("/opt/a", REGULAR, 5, "", 0));
    }

    @Test
    void boundsAllPathsTogether() throws IOException {
        String directory = "/" + "d".repeat(1000) + "/";

        assertThat(read(inOneDirectory(directory, 60)).files()).hasSize(60);
        assertRefused(inOneDirectory(directory, 70), "bytes, at most 65536");
    }

    @Test
    void refusesAFileInNoDirectory() {
        MadeRpm rpm = inOneDirectory("/opt/", 1);

        assertRefused(rpm.numbers(RpmTag.RPMTAG_DIRINDEXES, 1), "a file in no directory");
        assertRefused(rpm.longNumbers(RpmTag.RPMTAG_DIRINDEXES, -1), "a file in no directory");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                RpmTag.RPMTAG_FILEMODES,
                RpmTag.RPMTAG_FILESIZES,
                RpmTag.RPMTAG_FILEINODES,
                RpmTag.RPMTAG_FILEDEVICES
            })
    void refusesListsOfDifferentLengths(int tag) {
        MadeRpm rpm = new MadeRpm()
                .numbers(RpmTag.RPMTAG_FILEINODES, 1)
                .numbers(RpmTag.RPMTAG_FILEDEVICES, 1)
                .numbers(tag, 1, 2);

        assertRefused(rpm, "lists of different lengths");
    }

    @ParameterizedTest
    @CsvSource({"1000, a/b", "1000, 'a b'", "1000, ''", "1001, 1-1", "1001, 1:1", "1001, ../1", "1002, 1-1"})
    @CsvSource({"1002, '1\n'", "1022, x86.64", "1022, x-y", "1022, ../x"})
    void refusesNamesThatAreAnotherPackages(int tag, String part) {
        assertRefused(new MadeRpm().text(tag, part), "tag " + tag + " is missing or no name");
    }

    @Test
    void tellsSourcePackagesByTheirTag() throws IOException {
        assertThat(read(new MadeRpm().numbers(RpmTag.RPMTAG_SOURCEPACKAGE, 1))
                        .nevra()
                        .arch())
                .isEqualTo("src");
    }

    @ParameterizedTest
    @CsvSource({"4, 2", "4, 5", "79, 4", "100, 1"})
    void refusesLeadsAndHeadersOfAnotherFormat(int offset, byte value) throws IOException {
        byte[] rpm = new MadeRpm().bytes();
        rpm[offset] = value;

        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> read(rpm));
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/lib/.build-id/ab/cdef0123456789, BINARY",
        "/usr/lib/.build-id/ab/cdef0123456789.1, BINARY",
        "/usr/lib/debug/.build-id/ab/cdef0123456789.debug, DEBUGINFO",
        "/usr/lib/debug/.build-id/ab/cdef0123456789.12.debug, DEBUGINFO",
        "/usr/lib/.build-id/AB/cdef0123456789,",
        "/usr/lib/.build-id/ab/cdef0123456789.debug,",
        "/usr/lib/.build-id/ab/cdef0123456789.1.2,",
        "/usr/lib/.build-id/ab/cdef/0123456789,",
        "/usr/lib/.build-id/abc/def0123456789,",
        "/usr/lib/.build-id/abcdef0123456789,",
        "/usr/lib/.build-id/ab/cdef01234567,",
        "/usr/lib/.build-id/ab/cdef012345678,",
        "/usr/lib/.build-id/ab/cdef012345678g,",
        "/usr/lib/debug/.build-id/ab/cdef0123456789, BINARY_ELSEWHERE",
        "/usr/lib/debug/.build-id/AB/cdef0123456789,",
        "/usr/lib/debug/.build-id/ab/cdef0123456789.x.debug,",
        "/opt/usr/lib/.build-id/ab/cdef0123456789,"
    })
    void takesBuildIdsFromLinksOfTheExactForm(String path, PackagedBuildId.Kind kind) throws IOException {
        RpmPackage rpm = read(new MadeRpm().files(List.of(path + " -> /usr/bin/a"), SYMLINK));

        assertThat(rpm.buildIds())
                .extracting(b -> b.buildId() + " " + b.kind() + " " + b.path())
                .isEqualTo(kind == null ? List.of() : List.of("abcdef0123456789 " + kind + " /usr/bin/a"));
    }

    @ParameterizedTest
    @CsvSource({
        "../../../../../usr/bin/a,                       /usr/bin/a",
        "../../../.build-id/ab/cdef0123456789,           ''",
        "../../../../../usr/lib/.build-id/ab/cdef012345, ''"
    })
    void takesABinaryElsewhereFromALinkToItAndNotFromALinkToALink(String target, String path) throws IOException {
        String link = "/usr/lib/debug/.build-id/ab/cdef0123456789";
        RpmPackage rpm = read(new MadeRpm().files(List.of(link + " -> " + target), SYMLINK));

        assertThat(rpm.buildIds())
                .extracting(PackagedBuildId::path)
                .isEqualTo(path.isEmpty() ? List.of() : List.of(path));
    }

    @ParameterizedTest
    @CsvSource({
        "../../../bin/a, /usr/bin/a",
        "/usr/bin/./a, /usr/bin/a",
        "x, /usr/lib/.build-id/ab/x",
        "../../../../../etc/a,",
        "/..,",
        "/,",
        "'',"
    })
    void followsABuildIdLinkWithinThePackageOnly(String target, String path) throws IOException {
        String link = "/usr/lib/.build-id/ab/cdef0123456789";
        RpmPackage rpm = read(new MadeRpm().files(List.of(link + " -> " + target), SYMLINK));

        assertThat(rpm.buildIds())
                .extracting(PackagedBuildId::path)
                .isEqualTo(path == null ? List.of() : List.of(path));
    }

    @Test
    void takesAFileForItselfAndADirectoryForNone() throws IOException {
        List<String> paths = List.of("/usr/lib/.build-id/ab/cdef0123456789");

        assertThat(read(new MadeRpm().files(paths, REGULAR)).buildIds())
                .extracting(PackagedBuildId::path)
                .isEqualTo(paths);
        assertThat(read(new MadeRpm().files(paths, DIRECTORY)).buildIds()).isEmpty();
    }

    @Test
    void readsHardLinksOfAStrippedPayloadWhoseLastHasTheContent() throws IOException {
        MadeRpm rpm = new MadeRpm()
                .files(List.of("/a", "/b", "/c"), REGULAR)
                .numbers(RpmTag.RPMTAG_FILEINODES, 7, 8, 7)
                .numbers(RpmTag.RPMTAG_FILEDEVICES, 1, 1, 1);
        byte[] payload = MadeRpm.cpio("07070X00000001", "other", "07070X00000000", "07070X00000002", "hello", TRAILER);

        List<String> entries = entries(read(rpm), payload);

        assertThat(entries).containsExactly("/b other", "/a ", "/c hello");
    }

    @Test
    void refusesASignatureThatIsNoBase64() {
        assertRefused(new MadeRpm().openPgp(List.of("AAA*")), "a signature that is not base64");
    }

    @Test
    void refusesMoreSignaturesThanAnybodyMakes() throws IOException {
        assertThat(read(new MadeRpm().openPgp(Collections.nCopies(16, "AAAA"))).signatures())
                .hasSize(16);
        assertRefused(new MadeRpm().openPgp(Collections.nCopies(17, "AAAA")), "17 signatures");
    }

    @ParameterizedTest
    @CsvSource({"8, SHA-256", "9, SHA-384", "10, SHA-512", "12, SHA3-256", "14, SHA3-512", "1,", "2,", "99,"})
    void knowsPayloadDigestsThatAreNotBroken(int number, String algorithm) throws IOException {
        RpmPackage rpm = read(new MadeRpm().numbers(RpmTag.RPMTAG_PAYLOADDIGESTALGO, number));

        assertThat(rpm.payload().digest().map(RpmPackage.Digest::algorithm)).isEqualTo(Optional.ofNullable(algorithm));
    }

    private static MadeRpm inOneDirectory(String directory, int files) {
        MadeRpm rpm = new MadeRpm()
                .files(Collections.nCopies(files, "x"), REGULAR)
                .without(RpmTag.RPMTAG_OLDFILENAMES)
                .texts(RpmTag.RPMTAG_DIRNAMES, List.of(directory))
                .texts(RpmTag.RPMTAG_BASENAMES, Collections.nCopies(files, "x"));
        return rpm.numbers(RpmTag.RPMTAG_DIRINDEXES, new long[files]);
    }

    private void assertRefused(MadeRpm rpm, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(rpm))
                .withMessageContaining(reason);
    }

    private static List<String> entries(RpmPackage rpm, byte[] archive) throws IOException {
        List<String> entries = new ArrayList<>();
        byte[] buffer = new byte[100];
        try (RpmPayload payload = new RpmPayload(new ByteArrayInputStream(archive), rpm, LIMITS)) {
            for (Optional<PayloadEntry> entry = payload.next(); entry.isPresent(); entry = payload.next()) {
                int n = payload.read(buffer);
                entries.add(entry.get().file().path() + " "
                        + new String(buffer, 0, Math.max(0, n), StandardCharsets.US_ASCII));
            }
        }
        return entries;
    }

    private RpmPackage read(MadeRpm rpm) throws IOException {
        return read(rpm.bytes());
    }

    private RpmPackage read(byte[] rpm) throws IOException {
        try (ByteSource source = ByteSource.open(Files.write(file, rpm))) {
            return RpmPackage.read(source, LIMITS);
        }
    }
}
