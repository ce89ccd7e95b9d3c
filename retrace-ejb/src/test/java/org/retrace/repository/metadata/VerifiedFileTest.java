// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.metadata.MadeMetadata.described;
import static org.retrace.repository.metadata.MadeMetadata.packed;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

class VerifiedFileTest {

    private static final byte[] PRIMARY =
            MadeMetadata.primary(MadeMetadata.packaged("", "")).getBytes(StandardCharsets.UTF_8);
    private static final Limits LIMITS = new Limits(100, 32 << 20, 1 << 20, 1L << 30);

    private final Path directory;

    VerifiedFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("primary.xml.gz"), content);
    }

    private static List<AvailablePackage> read(Path file, MetadataFile metadata) throws IOException {
        List<AvailablePackage> found = new ArrayList<>();
        PrimaryReader.read(file, metadata, LIMITS, found::add);
        return found;
    }

    @Test
    void readsGzipZstandardAndPlainFiles() throws IOException {
        Path gzip = file(packed(PRIMARY, GZIPOutputStream::new));
        assertThat(read(gzip, described(gzip, PRIMARY))).hasSize(1);
        Path zstd = file(packed(PRIMARY, ZstdOutputStream::new));
        assertThat(read(zstd, described(zstd, PRIMARY))).hasSize(1);
        Path plain = file(PRIMARY);
        assertThat(read(plain, described(plain, PRIMARY))).hasSize(1);
    }

    @Test
    void readsAFileOfWhichOnlyTheChecksumIsKnown() throws IOException {
        Path file = file(packed(PRIMARY, GZIPOutputStream::new));
        MetadataFile all = described(file, PRIMARY);
        assertThat(read(file, with(all, all.checksum(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty())))
                .hasSize(1);
    }

    @Test
    void refusesOtherChecksumsAndSizes() throws IOException {
        Path file = file(packed(PRIMARY, GZIPOutputStream::new));
        MetadataFile all = described(file, PRIMARY);
        Checksum other = MadeMetadata.sha256(new byte[1]);
        OptionalLong size = all.size();
        OptionalLong open = all.openSize();
        assertThatThrownBy(() -> read(file, with(all, other, all.openChecksum(), size, open)))
                .isInstanceOf(FormatException.class)
                .hasMessage("primary.xml.gz: has " + all.checksum() + ", repomd.xml says " + other.hex());
        assertThatThrownBy(() -> read(file, with(all, all.checksum(), Optional.of(other), size, open)))
                .hasMessage("primary.xml.gz: unpacked it has "
                        + all.openChecksum().orElseThrow() + ", repomd.xml says " + other.hex());
        assertThatThrownBy(() -> read(file, with(all, all.checksum(), all.openChecksum(), OptionalLong.of(9), open)))
                .hasMessage("primary.xml.gz: is longer than the 9 bytes that repomd.xml says");
        assertThatThrownBy(() -> read(file, with(all, all.checksum(), all.openChecksum(), OptionalLong.of(9999), open)))
                .hasMessage("primary.xml.gz: has " + Files.size(file) + " bytes, repomd.xml says 9999");
        assertThatThrownBy(() -> read(file, with(all, all.checksum(), all.openChecksum(), size, OptionalLong.of(10))))
                .hasMessage("primary.xml.gz: unpacked it is longer than the 10 bytes that repomd.xml says");
    }

    private static MetadataFile with(
            MetadataFile file,
            Checksum checksum,
            Optional<Checksum> openChecksum,
            OptionalLong size,
            OptionalLong open) {
        return new MetadataFile(file.type(), file.location(), checksum, openChecksum, size, open, file.timestamp());
    }

    @Test
    void refusesAFileThatWasChangedOrCut() throws IOException {
        byte[] packed = packed(PRIMARY, GZIPOutputStream::new);
        MetadataFile metadata = described(file(packed), PRIMARY);
        byte[] changed = packed.clone();
        changed[packed.length / 2] ^= 1;
        assertThatThrownBy(() -> read(file(changed), metadata)).isInstanceOf(FormatException.class);
        byte[] cut = Arrays.copyOf(packed, packed.length - 20);
        assertThatThrownBy(() -> read(file(cut), metadata)).isInstanceOf(FormatException.class);
        byte[] longer = Arrays.copyOf(packed, packed.length + 1);
        assertThatThrownBy(() -> read(file(longer), metadata)).isInstanceOf(FormatException.class);
    }

    @Test
    void endsABombThatRepomdAgreesWith() throws IOException {
        byte[] bomb = packed(new byte[0], out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out);
            gzip.write("<metadata>".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 200; i++) {
                gzip.write(blanks);
            }
            return gzip;
        });
        byte[] twice = packed(bomb, ZstdOutputStream::new);
        assertThat(twice.length).isLessThan(bomb.length);
        Path file = file(bomb);
        MetadataFile all = described(file, bomb);
        MetadataFile lying = with(all, all.checksum(), Optional.empty(), all.size(), OptionalLong.of(200L << 20));
        Limits small = new Limits(100, 32 << 20, 1 << 20, 100L << 20);
        assertThatThrownBy(() -> PrimaryReader.read(file, lying, small, found -> {}))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("primary.xml.gz: unpacked it is more than may come out of it");
    }
}
