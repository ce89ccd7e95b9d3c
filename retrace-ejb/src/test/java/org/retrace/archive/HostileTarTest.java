// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** Archives that nobody made who meant well. */
class HostileTarTest {

    private static final Limits LIMITS = new Limits(1000, 64 << 20, 1 << 20, 2 << 20);
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    @Test
    void refusesEachArchiveThatIsCut() throws IOException {
        byte[] archive = archive(TarArchiveOutputStream.LONGFILE_POSIX, "n".repeat(120));
        int end = archive.length;
        while (archive[end - 1] == 0) {
            end--;
        }

        for (int length = 0; length < end; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatExceptionOfType(FormatException.class)
                    .as("the first %d of %d bytes", length, end)
                    .isThrownBy(() -> read(cut, LIMITS));
        }
    }

    @Test
    void refusesASecondHeaderThatIsCut() throws IOException {
        byte[] archive = archive(TarArchiveOutputStream.LONGFILE_POSIX, "a", "b");

        assertThat(read(Arrays.copyOf(archive, 1024), LIMITS)).as("no end").isEqualTo(CONTENT.length);
        assertRefused(Arrays.copyOf(archive, 1025), "cut");
        assertRefused(Arrays.copyOf(archive, 1535), "cut");
    }

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.LONGFILE_GNU})
    void readsOrRefusesWithEachByteFlipped(int longNames) throws IOException {
        byte[] archive = archive(longNames, "n".repeat(120), "b");
        int refused = 0;
        for (int i = 0; i < archive.length; i++) {
            byte[] flipped = archive.clone();
            flipped[i] ^= (byte) 0xff;
            try {
                assertThat(read(flipped, LIMITS)).isBetween(0L, LIMITS.totalBytes());
            } catch (FormatException e) {
                assertThat(e.reason()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesAHeaderWhoseSumIsWrong() throws IOException {
        byte[] archive = archive(TarArchiveOutputStream.LONGFILE_POSIX, "name");
        archive[0] = 'N';

        assertRefused(archive, "no header");
    }

    @ParameterizedTest
    @CsvSource({"3, DEVICE", "4, DEVICE", "6, DEVICE", "0, FILE", "7, FILE", "5, DIRECTORY", "1, HARD_LINK"})
    @CsvSource({"2, SYMLINK", "V, OTHER", "M, OTHER", "D, OTHER", "Z, OTHER"})
    void tellsKindsByTheirFlag(char flag, EntryKind kind) throws IOException {
        byte[] archive = raw(header("x", flag, 0), new byte[1024]);
        try (TarReader reader = new TarReader(new ByteArrayInputStream(archive), LIMITS)) {
            assertThat(reader.next().map(TarEntry::kind)).contains(kind);
        }
    }

    @Test
    void refusesSizesBeyondTheLimitsBeforeAnyContent() {
        assertRefused(header("x", '0', LIMITS.entryBytes() + 1), "claims 1048577 bytes");
        assertRefused(header("x", '0', 077777777777L), "claims");
    }

    @Test
    void refusesTooManyBytesOfAllEntries() {
        byte[] entry = raw(header("x", '0', 1 << 20), new byte[1 << 20]);

        assertRefused(raw(entry, entry, header("y", '0', 1)), "claims 1 bytes");
    }

    @Test
    void refusesTooManyEntries() throws IOException {
        Limits two = new Limits(2, 1 << 20, 1 << 20, 1 << 20);

        assertThat(read(archive(TarArchiveOutputStream.LONGFILE_POSIX, "a", "b"), two))
                .isEqualTo(14);
        byte[] three = archive(TarArchiveOutputStream.LONGFILE_POSIX, "a", "b", "c");
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> read(three, two));
    }

    @Test
    void refusesAnArchiveWithoutEntries() {
        assertRefused(new byte[10240], "no entries");
        assertRefused(new byte[0], "no entries");
        assertRefused("this is no archive".repeat(100).getBytes(StandardCharsets.US_ASCII), "");
    }

    @ParameterizedTest
    @ValueSource(chars = {'L', 'K', 'x', 'g'})
    void keepsNoNamesOrAttributesOfGigabytes(char flag) {
        byte[] attribute = "9999999999 path=".getBytes(StandardCharsets.US_ASCII);
        byte[] head = raw(header("x", flag, 077777777777L), attribute);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(new SequenceInputStream(new ByteArrayInputStream(head), endless((byte) 'a'))));
    }

    @ParameterizedTest
    @ValueSource(chars = {'L', 'K', 'x', 'g'})
    void bearsChainsOfHeadersWithoutAnEntry(char flag) {
        byte[] header = header("x", flag, 0);
        InputStream chain =
                new SequenceInputStream(Collections.enumeration(Stream.generate(() -> new ByteArrayInputStream(header))
                        .limit(100_000)
                        .toList()));

        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> read(chain));
    }

    @Test
    void bearsASparseFileOfSingleBytes() throws IOException {
        int pieces = 9_000;
        StringBuilder map = new StringBuilder(pieces + "\n");
        for (int i = 0; i < pieces; i++) {
            map.append(i * 2).append("\n1\n");
        }
        byte[] padded = pad(map.toString().getBytes(StandardCharsets.US_ASCII));
        Map<String, String> attributes = Map.of(
                "GNU.sparse.major",
                "1",
                "GNU.sparse.minor",
                "0",
                "GNU.sparse.name",
                "x",
                "GNU.sparse.realsize",
                "17999");
        byte[] pax = pax(attributes);
        byte[] archive = raw(
                header("p", 'x', paxBytes(attributes)),
                pax,
                header("x", '0', padded.length + pieces),
                padded,
                pad(new byte[pieces]),
                new byte[1024]);

        assertThat(read(archive, LIMITS)).isEqualTo(17_999);
    }

    @Test
    void refusesASparseFileLongerThanItClaims() {
        byte[] map = pad("1\n1000000000000\n0\n".getBytes(StandardCharsets.US_ASCII));
        Map<String, String> attributes = Map.of(
                "GNU.sparse.major", "1", "GNU.sparse.minor", "0", "GNU.sparse.name", "x", "GNU.sparse.realsize", "77");
        byte[] archive = raw(
                header("p", 'x', paxBytes(attributes)),
                pax(attributes),
                header("x", '0', map.length),
                map,
                new byte[1024]);

        assertRefused(archive, "beyond real size");
    }

    private static void assertRefused(byte[] archive, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(archive, LIMITS))
                .withMessageContaining(reason);
    }

    /** Bytes of content of all entries. */
    private static long read(byte[] archive, Limits limits) throws IOException {
        return read(new ByteArrayInputStream(archive), limits);
    }

    private static long read(InputStream archive) throws IOException {
        return read(archive, LIMITS);
    }

    private static long read(InputStream archive, Limits limits) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (TarReader reader = new TarReader(archive, limits)) {
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                for (int n = reader.content().read(buffer);
                        n >= 0;
                        n = reader.content().read(buffer)) {
                    bytes += n;
                }
            }
        }
        return bytes;
    }

    private static byte[] archive(int longNames, String... names) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive, 1024, "UTF-8")) {
            tar.setLongFileMode(longNames);
            for (String name : names) {
                TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL);
                entry.setSize(CONTENT.length);
                tar.putArchiveEntry(entry);
                tar.write(CONTENT);
                tar.closeArchiveEntry();
            }
        }
        return archive.toByteArray();
    }

    /** A ustar header with a right sum. */
    private static byte[] header(String name, char flag, long size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        header[156] = (byte) flag;
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static byte[] pax(Map<String, String> attributes) {
        StringBuilder text = new StringBuilder();
        attributes.forEach((key, value) -> {
            int length = key.length() + value.length() + 5;
            text.append(length)
                    .append(' ')
                    .append(key)
                    .append('=')
                    .append(value)
                    .append('\n');
        });
        return pad(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static int paxBytes(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(e -> e.getKey().length() + e.getValue().length() + 5)
                .sum();
    }

    private static byte[] pad(byte[] bytes) {
        return Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static byte[] raw(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static InputStream endless(byte b) {
        return new InputStream() {
            @Override
            public int read() {
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, b);
                return length;
            }
        };
    }
}
