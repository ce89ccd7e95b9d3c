// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** Archives written by hand, field by field. */
class CpioReaderTest {

    private static final Limits LIMITS = new Limits(10, 1 << 12, 1 << 20, 1 << 20);
    private static final long[] SIZES = {5, 0, 3};

    @ParameterizedTest
    @ValueSource(strings = {"070701", "070702"})
    void readsNamedEntries(String magic) throws IOException {
        byte[] archive =
                archive(named(magic, "./usr/bin/a", 7, "hello"), named(magic, "b", 8, ""), named(magic, "", 9, "xyz"));

        assertThat(read(archive))
                .containsExactly("./usr/bin/a -1 100644 5 7 hello", "b -1 100644 0 8 ", " -1 100644 3 9 xyz");
    }

    @Test
    void readsEntriesStrippedToAnIndexWithSizesFromTheHeader() throws IOException {
        byte[] archive = archive(stripped(2, "xyz"), stripped(0, "hello"), stripped(1, ""));

        assertThat(read(archive)).containsExactly(" 2 0 3 2 xyz", " 0 0 5 0 hello", " 1 0 0 1 ");
    }

    @Test
    void passesOverContentThatNobodyReads() throws IOException {
        byte[] archive = archive(named("070701", "a", 1, "z".repeat(70_001)), named("070701", "b", 2, "end"));
        CpioReader reader = reader(new ByteArrayInputStream(archive), LIMITS);

        assertThat(reader.next().map(CpioEntry::name)).contains("a");
        assertThat(reader.read(new byte[10])).isEqualTo(10);
        assertThat(reader.next().map(CpioEntry::name)).contains("b");
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void tellsFilesOfDifferentDevicesApart() throws IOException {
        byte[] first = named("070701", "a", 1, "");
        byte[] second = named("070701", "b", 1, "");
        second[6 + 8 * 8 - 1] = '1';
        CpioReader reader = reader(new ByteArrayInputStream(archive(first, second)), LIMITS);

        assertThat(reader.next().orElseThrow().inode())
                .isNotEqualTo(reader.next().orElseThrow().inode());
    }

    @Test
    void refusesEachArchiveThatIsCut() throws IOException {
        byte[] archive = archive(named("070701", "a", 1, "hello"), stripped(0, "hello"));

        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);
            assertThatExceptionOfType(FormatException.class)
                    .as("the first %d bytes", length)
                    .isThrownBy(() -> read(cut));
        }
    }

    @Test
    void readsOrRefusesWithEachByteChanged() throws IOException {
        byte[] archive = archive(named("070701", "a", 1, "hello"), stripped(0, "hello"));
        int refused = 0;
        for (int i = 0; i < archive.length; i++) {
            for (int value : new int[] {0, '0', '9', 'f', 'X', 0xff}) {
                byte[] changed = archive.clone();
                changed[i] = (byte) value;
                try {
                    assertThat(read(changed)).hasSizeLessThan(10);
                } catch (FormatException e) {
                    assertThat(e.reason()).isNotBlank();
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesSizesBeyondTheLimitsBeforeAnyContent() {
        byte[] large = named("070701", "a", 1, "");
        Arrays.fill(large, 6 + 6 * 8, 6 + 7 * 8, (byte) 'f');
        assertRefused(large, "claims 4294967295 bytes");

        byte[] longName = named("070701", "a", 1, "");
        Arrays.fill(longName, 6 + 11 * 8, 6 + 12 * 8, (byte) 'f');
        assertRefused(longName, "claims 4294967295 bytes");
    }

    @Test
    void refusesTooManyBytesOfAllEntries() {
        byte[] entry = named("070701", "a", 1, "z".repeat(1 << 19));

        assertRefused(archive(entry, entry, named("070701", "a", 1, "z")), "claims 1 bytes");
    }

    @Test
    void refusesTooManyEntries() {
        byte[][] entries = new byte[11][];
        Arrays.fill(entries, named("070701", "a", 1, ""));

        assertRefused(archive(entries), "claims 11 entries");
    }

    @Test
    void refusesAnIndexThatThePackageDoesNotHave() {
        assertRefused(archive(stripped(3, "")), "has no file 3");
        assertRefused(archive("07070Xffffffff\0\0".getBytes(StandardCharsets.US_ASCII)), "has no file");
    }

    @Test
    void refusesOtherFormats() {
        assertRefused(archive("070707".getBytes(StandardCharsets.US_ASCII)), "no entry begins here");
    }

    @Test
    void refusesNamesThatDoNotEnd() {
        byte[] entry = named("070701", "abc", 1, "");
        entry[110 + 3] = 'd';

        assertRefused(archive(entry), "a name without end");
    }

    private static void assertRefused(byte[] archive, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(archive))
                .withMessageContaining(reason);
    }

    private static List<String> read(byte[] archive) throws IOException {
        CpioReader reader = reader(TarReaderTest.inPieces(archive), LIMITS);
        List<String> entries = new ArrayList<>();
        for (Optional<CpioEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
            CpioEntry entry = next.get();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            byte[] buffer = new byte[1000];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                content.write(buffer, 0, n);
            }
            entries.add("%s %d %o %d %d %s"
                    .formatted(entry.name(), entry.fileIndex(), entry.mode(), entry.size(), entry.inode(), content));
        }
        return entries;
    }

    private static CpioReader reader(InputStream in, Limits limits) {
        return new CpioReader(in, index -> index < SIZES.length ? SIZES[index] : -1, limits);
    }

    private static byte[] archive(byte[]... entries) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            archive.writeBytes(entry);
        }
        archive.writeBytes(named("070701", "TRAILER!!!", 0, ""));
        return archive.toByteArray();
    }

    /** inode, mode, uid, gid, links, mtime, size, device 2, special device 2, bytes of the name, sum; then the name. */
    private static byte[] named(String magic, String name, int inode, String content) {
        String fields = "%08x%08X".formatted(inode, 0100644)
                + "%08x".formatted(0).repeat(4)
                + "%08x".formatted(content.length())
                + "%08x".formatted(0).repeat(4)
                + "%08x%08x".formatted(name.length() + 1, 0);
        return aligned(aligned(magic + fields + name + "\0") + content).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] stripped(int index, String content) {
        return aligned(aligned("07070X%08x".formatted(index)) + content).getBytes(StandardCharsets.US_ASCII);
    }

    private static String aligned(String text) {
        return text + "\0".repeat(-text.length() & 3);
    }
}
