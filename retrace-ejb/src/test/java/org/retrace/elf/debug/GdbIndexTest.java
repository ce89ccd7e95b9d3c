// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
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

class GdbIndexTest {

    private static final Limits LIMITS = new Limits(1000, 1 << 20, 1 << 20, 1 << 16);
    private static final byte[] INDEX = "an index".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Path directory;

    GdbIndexTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static List<ElfLayout> layouts() {
        return ElfBuilder.layouts();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void addsASectionAndKeepsTheOthers(ElfLayout layout) throws IOException {
        Path file = file(DebugElf.compressed(layout).build());
        List<byte[]> before = DebugElf.contents(file);
        int names = before.size() - 1;

        assertThat(GdbIndex.isMissingIn(file, LIMITS)).isTrue();
        add(file);

        assertThat(GdbIndex.isMissingIn(file, LIMITS)).isFalse();
        List<byte[]> after = DebugElf.contents(file);
        assertThat(after).hasSize(before.size() + 1);
        assertThat(after.subList(0, names)).usingRecursiveComparison().isEqualTo(before.subList(0, names));
        assertThat(after.get(names)).startsWith(before.get(names)).hasSize(before.get(names).length + 11);
        assertThat(after.get(names + 1)).isEqualTo(INDEX);
        try (ByteSource source = ByteSource.open(file)) {
            assertThat(ElfFile.read(source, LIMITS).buildId()).contains(DebugElf.BUILD_ID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".gdb_index", ".debug_names"})
    void seesThatAnIndexIsThere(String name) throws IOException {
        byte[] bytes = DebugElf.compressed(ElfBuilder.LITTLE_64)
                .section(name, ElfBuilder.SHT_PROGBITS, INDEX, 1)
                .build();

        assertThat(GdbIndex.isMissingIn(file(bytes), LIMITS)).isFalse();
    }

    @Test
    void needsNoneWhereThereIsNoDwarf() throws IOException {
        assertThat(GdbIndex.isMissingIn(file(DebugElf.note(ElfBuilder.LITTLE_64).build()), LIMITS))
                .isFalse();
    }

    @Test
    void leavesAFileThatCannotGrowAsItIs() throws IOException {
        byte[] bytes =
                DebugElf.compressed(ElfBuilder.LITTLE_64).extendedCounts().build();
        Path file = file(bytes);

        assertThat(GdbIndex.isMissingIn(file, LIMITS)).isFalse();
        assertThatThrownBy(() -> add(file)).isInstanceOf(FormatException.class);
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void bearsEachDamagedCopy() throws IOException {
        byte[] whole = DebugElf.compressed(ElfBuilder.LITTLE_64).build();
        new HostileTwins(whole, directory, source -> {
                    Path twin = directory.resolve("twin");
                    boolean missing = GdbIndex.isMissingIn(twin, LIMITS);
                    if (missing) {
                        add(twin);
                        assertThat(GdbIndex.isMissingIn(twin, LIMITS)).isFalse();
                    }
                    return missing;
                })
                .prefixes()
                .flippedBytes()
                .maximalFields()
                .hadBothAnswers();
    }

    /** From the middle of what gdb is thought to have said. */
    private void add(Path file) throws IOException {
        Path said = Files.write(directory.resolve("said"), ElfBuilder.concat(new byte[13], INDEX, new byte[5]));
        try (FileChannel channel = FileChannel.open(said)) {
            GdbIndex.add(file, channel, 13, INDEX.length, LIMITS);
        }
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("file"), bytes);
    }
}
