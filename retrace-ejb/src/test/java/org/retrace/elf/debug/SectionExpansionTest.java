// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfFile;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.HostileTwins;

class SectionExpansionTest {

    private static final ElfLayout LAYOUT = ElfBuilder.LITTLE_64;
    private static final Limits LIMITS = new Limits(1000, 1 << 20, 1 << 20, 1 << 16);

    private final Path directory;
    private final Path target;

    SectionExpansionTest(@TempDir Path directory) {
        this.directory = directory;
        target = directory.resolve("target");
    }

    static List<ElfLayout> layouts() {
        return ElfBuilder.layouts();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void decompressesSectionsAndKeepsTheOthers(ElfLayout layout) throws IOException {
        Path file = file(DebugElf.compressed(layout).build());
        List<byte[]> before = DebugElf.contents(file);

        assertThat(SectionExpansion.expand(file, target, LIMITS)).isTrue();

        List<byte[]> after = DebugElf.contents(target);
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.get(1)).isEqualTo(before.get(1));
        assertThat(after.get(2)).isEqualTo(DebugElf.INFO);
        assertThat(after.get(3)).isEqualTo(DebugElf.NAMES);
        assertThat(after.get(4)).isEqualTo(DebugElf.LINES);
        assertThat(after.get(5)).isEqualTo(before.get(5));
        try (ByteSource source = ByteSource.open(target)) {
            assertThat(ElfFile.read(source, LIMITS).buildId()).contains(DebugElf.BUILD_ID);
            SectionTable table = SectionTable.read(source, LIMITS).orElseThrow();
            assertThat(table.offset(4) % 16).isZero();
            assertThat(table.has(".debug_line")).isTrue();
        }
        Files.move(target, directory.resolve("again"));
        assertThat(SectionExpansion.expand(directory.resolve("again"), target, LIMITS))
                .as("nothing is compressed any more")
                .isFalse();
    }

    @Test
    void leavesAloneWhatHasNothingCompressed() throws IOException {
        Path file = file(DebugElf.note(LAYOUT)
                .section(".debug_info", ElfBuilder.SHT_PROGBITS, DebugElf.INFO, 1)
                .build());

        assertThat(SectionExpansion.expand(file, target, LIMITS)).isFalse();
        assertThat(target).doesNotExist();
    }

    @Test
    void leavesAloneWhatIsLoadedBehindACompressedSection() throws IOException {
        Path file = file(DebugElf.compressed(LAYOUT)
                .section(".text", ElfBuilder.SHT_PROGBITS, SectionTable.SHF_ALLOC, DebugElf.NAMES, 1)
                .build());

        assertThat(SectionExpansion.expand(file, target, LIMITS)).isFalse();
        assertThat(target).doesNotExist();
    }

    @Test
    void leavesAloneWhatHasMoreSectionsThanItsHeaderCounts() throws IOException {
        Path file = file(DebugElf.compressed(LAYOUT).extendedCounts().build());

        assertThat(SectionExpansion.expand(file, target, LIMITS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2399, 2401, 1 << 20, Long.MAX_VALUE, -1})
    void refusesASectionThatIsNotAsLargeAsItSays(long size) throws IOException {
        byte[] honest = DebugElf.zlib(LAYOUT, DebugElf.INFO, 1);
        byte[] data = java.util.Arrays.copyOfRange(honest, 24, honest.length);

        refuses(DebugElf.withHeader(LAYOUT, 1, size, 1, data));
    }

    @Test
    void refusesASectionThatIsCompressedInAnUnknownWayOrNotAtAll() throws IOException {
        refuses(DebugElf.withHeader(LAYOUT, 77, 10, 1, DebugElf.NAMES));
        refuses(DebugElf.withHeader(LAYOUT, 1, 10, 1, DebugElf.NAMES));
        refuses(DebugElf.withHeader(LAYOUT, 2, 1000, 1, DebugElf.NAMES));
        refuses(new byte[3]);
    }

    @ParameterizedTest
    @ValueSource(longs = {8192, Long.MAX_VALUE, -1})
    void refusesAnAlignmentThatNoSectionNeeds(long alignment) throws IOException {
        refuses(DebugElf.zlib(LAYOUT, DebugElf.INFO, alignment));
    }

    @Test
    void refusesToWriteMoreThanTheLimit() throws IOException {
        Path file = file(DebugElf.note(LAYOUT)
                .section(
                        ".debug_info",
                        ElfBuilder.SHT_PROGBITS,
                        SectionTable.SHF_COMPRESSED,
                        DebugElf.zlib(LAYOUT, new byte[1 << 20], 1),
                        1)
                .build());

        assertThatThrownBy(() -> SectionExpansion.expand(file, target, LIMITS))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("1048576");
    }

    @Test
    void bearsEachDamagedCopy() throws IOException {
        byte[] whole = DebugElf.compressed(LAYOUT).build();
        new HostileTwins(whole, directory, source -> {
                    Files.deleteIfExists(target);
                    return SectionExpansion.expand(directory.resolve("twin"), target, LIMITS);
                })
                .prefixes()
                .flippedBytes()
                .maximalFields()
                .hadBothAnswers();
    }

    private void refuses(byte[] section) throws IOException {
        Files.deleteIfExists(target);
        Path file = file(DebugElf.note(LAYOUT)
                .section(".debug_info", ElfBuilder.SHT_PROGBITS, SectionTable.SHF_COMPRESSED, section, 1)
                .build());
        assertThatThrownBy(() -> SectionExpansion.expand(file, target, LIMITS)).isInstanceOf(FormatException.class);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }
}
