// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Archives and compressed streams are read as they arrive, and their hostile twins do no harm. */
class ArchiveTest {

    private static final Limits LIMITS = new Limits(100, 32 << 20, 1 << 20, 2 << 20);
    private static final byte[] TEXT = "crumbs ".repeat(300).getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource(Compression.class)
    void tellsACompressionByItsFirstBytes(Compression compression) throws IOException {
        byte[] packed = compress(compression, TEXT);

        assertThat(Compression.of(Arrays.copyOf(packed, 6))).isEqualTo(compression);
        assertThat(decompress(packed)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "BZIP2", "XZ", "ZSTD"})
    void readsMembersBehindEachOtherAsOneStream(Compression compression) throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(compress(compression, TEXT));
        two.write(compress(compression, TEXT));

        assertThat(decompress(two.toByteArray())).hasSize(2 * TEXT.length);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesEveryCutStreamAndBearsEveryChangedByte(Compression compression) throws IOException {
        byte[] packed = compress(compression, TEXT);
        for (int i = 6; i < packed.length; i++) {
            byte[] cut = Arrays.copyOf(packed, i);
            byte[] changed = packed.clone();
            changed[i] ^= (byte) 0xff;

            assertThat(outcome(cut)).as("cut at " + i).isNotEqualTo("whole");
            assertThat(outcome(changed)).as("changed at " + i).isIn("whole", "other", "refused");
        }
    }

    @Test
    void readsNamesOfEveryLengthLinksAndDirectories() throws IOException {
        String longName = "d/".repeat(120) + "file";
        byte[] tar = tar(out -> {
            file(out, "./coredump", TEXT);
            file(out, longName, TEXT);
            out.putArchiveEntry(new TarArchiveEntry("directory/"));
            out.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("link", TarArchiveEntry.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
        });

        List<TarEntry> entries = entries(tar);

        assertThat(entries).extracting(TarEntry::name).containsExactly("./coredump", longName, "directory/", "link");
        assertThat(entries)
                .extracting(TarEntry::kind)
                .containsExactly(EntryKind.FILE, EntryKind.FILE, EntryKind.DIRECTORY, EntryKind.SYMLINK);
        assertThat(entries.get(3).linkTarget()).isEqualTo("/etc/passwd");
    }

    @Test
    void refusesWhatAnEntryClaimsBeforeItsContentIsRead() throws IOException {
        byte[] tar = tar(out -> file(out, "big", new byte[2 << 20]));

        assertThatThrownBy(() -> entries(Arrays.copyOf(tar, 1024)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("claims 2097152 bytes");
    }

    @Test
    void refusesMoreEntriesThanAllowed() throws IOException {
        byte[] tar = tar(out -> {
            for (int i = 0; i <= 100; i++) {
                file(out, "f" + i, new byte[0]);
            }
        });

        assertThatThrownBy(() -> entries(tar)).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesWhatIsNoArchive() {
        assertThatThrownBy(() -> entries(new byte[0])).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> entries(TEXT)).isInstanceOf(FormatException.class);
    }

    @Test
    void bearsEveryCutAndEveryChangedByteOfATar() throws IOException {
        byte[] tar = tar(out -> file(out, "coredump", TEXT));
        int refused = 0;
        for (int i = 0; i < tar.length; i++) {
            byte[] changed = tar.clone();
            changed[i] ^= (byte) 0xff;
            refused += isRefused(changed) ? 1 : 0;
            refused += isRefused(Arrays.copyOf(tar, i)) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(512);
    }

    @Test
    void readsCpioAsRpmWritesIt() throws IOException {
        CpioReader cpio = new CpioReader(new ByteArrayInputStream(cpio()), index -> -1, LIMITS);

        CpioEntry entry = cpio.next().orElseThrow();
        byte[] content = new byte[16];
        int length = cpio.read(content);

        assertThat(entry.name()).isEqualTo("./usr/bin/toaster");
        assertThat(new String(content, 0, length, StandardCharsets.US_ASCII)).isEqualTo("toast");
        assertThat(cpio.read(content)).isEqualTo(-1);
        assertThat(cpio.next()).isEmpty();
    }

    @Test
    void takesSizesOfStrippedCpioFromTheHeader() throws IOException {
        byte[] archive =
                "07070X00000001\0\0toast\0\0\0".concat("07070Xffffffff\0\0").getBytes(StandardCharsets.US_ASCII);
        CpioReader cpio = new CpioReader(new ByteArrayInputStream(archive), index -> index == 1 ? 5 : -1, LIMITS);

        assertThat(cpio.next()).contains(new CpioEntry("", 1, 0, 5, 1));
        assertThat(cpio.next()).isEmpty();
    }

    @Test
    void bearsEveryCutAndEveryChangedByteOfACpio() throws IOException {
        byte[] archive = cpio();
        for (int i = 0; i < archive.length; i++) {
            byte[] cut = Arrays.copyOf(archive, i);
            byte[] changed = archive.clone();
            changed[i] ^= (byte) 0x0f;

            assertThatThrownBy(() -> drain(cut)).as("cut at " + i).isInstanceOf(FormatException.class);
            assertThat(bears(changed)).isTrue();
        }
    }

    private static boolean bears(byte[] archive) throws IOException {
        try {
            drain(archive);
            return true;
        } catch (FormatException e) {
            return true;
        }
    }

    private static void drain(byte[] archive) throws IOException {
        CpioReader cpio = new CpioReader(new ByteArrayInputStream(archive), index -> 5, LIMITS);
        while (cpio.next().isPresent()) {
            cpio.read(new byte[8]);
        }
    }

    private static byte[] cpio() {
        return (cpioEntry("./usr/bin/toaster", "toast") + cpioEntry("TRAILER!!!", ""))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String cpioEntry(String name, String content) {
        String header = "070701" + "00000001" + "000081ed" + "00000000".repeat(2) + "00000001" + "00000000"
                + "%08x".formatted(content.length()) + "00000000".repeat(4) + "%08x".formatted(name.length() + 1)
                + "00000000";
        return padded(header + name + "\0") + padded(content);
    }

    private static String padded(String text) {
        return text + "\0".repeat(-text.length() & 3);
    }

    private static String outcome(byte[] packed) throws IOException {
        try {
            return Arrays.equals(decompress(packed), TEXT) ? "whole" : "other";
        } catch (FormatException e) {
            return "refused";
        }
    }

    private static boolean isRefused(byte[] tar) throws IOException {
        try {
            entries(tar);
            return false;
        } catch (FormatException e) {
            return true;
        }
    }

    private static List<TarEntry> entries(byte[] tar) throws IOException {
        List<TarEntry> entries = new ArrayList<>();
        try (TarReader reader = new TarReader(new ByteArrayInputStream(tar), LIMITS)) {
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries.add(entry.get());
                reader.content().transferTo(OutputStream.nullOutputStream());
            }
        }
        return entries;
    }

    private static byte[] decompress(byte[] packed) throws IOException {
        try (InputStream in = Compression.decompress(new ByteArrayInputStream(packed), LIMITS)) {
            return in.readNBytes(1 << 20);
        }
    }

    private static byte[] compress(Compression compression, byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = compressor(compression, packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static OutputStream compressor(Compression compression, OutputStream out) throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
            case BZIP2 -> new BZip2CompressorOutputStream(out);
            case XZ -> new XZOutputStream(out, new LZMA2Options(0));
            case LZMA -> new LZMAOutputStream(out, new LZMA2Options(0), -1);
            case ZSTD -> new com.github.luben.zstd.ZstdOutputStream(out).setChecksum(true);
        };
    }

    /** Fills an archive. */
    private interface Filler {
        void fill(TarArchiveOutputStream out) throws IOException;
    }

    private static byte[] tar(Filler filler) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            filler.fill(out);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }
}
