// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.retrace.coredump.SmallProcess.LIBRARY;
import static org.retrace.coredump.SmallProcess.R;
import static org.retrace.coredump.SmallProcess.core;
import static org.retrace.coredump.SmallProcess.image;
import static org.retrace.coredump.SmallProcess.notes;
import static org.retrace.coredump.SmallProcess.read;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.HostileTwins;
import org.retrace.elf.ProgramHeader;

class CoredumpBoundsTest {

    private static final ElfLayout LITTLE_64 = ElfBuilder.LITTLE_64;

    private final Path directory;

    CoredumpBoundsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static List<ElfLayout> layouts() {
        return ElfBuilder.layouts();
    }

    @Test
    void rejectsMoreEntriesThanTheLimitsAllowInAll() throws IOException {
        Path file = Files.write(directory.resolve("core"), core(LITTLE_64).build());
        Limits few = new Limits(20, 1 << 20, 0, 0);
        assertThatThrownBy(() -> read(file, few))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("20 entries");
        assertThat(read(file, new Limits(30, 1 << 20, 0, 0)).modules()).hasSize(2);
    }

    @Test
    void readsACoredumpThatIsLargerThanMemoryInNoTime() throws IOException {
        byte[] bytes = core(LITTLE_64)
                .memory(0x7fff00000000L, 6, new byte[0], 1L << 42)
                .build();
        Path file = Files.write(directory.resolve("core"), bytes);
        long hugeBytes = 1L << 36;
        int lastHeaderFileBytes = 64 + 5 * 56 + 32;
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.seek(lastHeaderFileBytes);
            huge.writeLong(Long.reverseBytes(hugeBytes));
            huge.setLength(bytes.length + hugeBytes);
        }
        Coredump core = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> read(file, Limits.GENEROUS));
        assertThat(core.modules()).hasSize(2);
        assertThat(core.missingBytes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void bearsHostileTwins(ElfLayout layout) {
        bearsTwins(core(layout).extendedCounts().build());
    }

    @Test
    void bearsHostileTwinsOfALinkedProcess() {
        bearsTwins(
                LinkedProcess.write(LITTLE_64, LinkedProcess.notes(LITTLE_64)).build());
    }

    private void bearsTwins(byte[] bytes) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> new HostileTwins(
                        bytes, directory, source -> CoredumpReader.read(source, Limits.GENEROUS))
                .prefixes()
                .flippedBytes()
                .maximalFields()
                .hadBothAnswers());
    }

    @Test
    void readsModulesThatPointAtOneAnothersBytesNoLongerThanTheLimitsAllow() throws IOException {
        byte[] manyNotes = new byte[12 * 50_000];
        byte[] image = new ElfBuilder(LITTLE_64, ElfBuilder.ET_DYN, ElfBuilder.EM_X86_64)
                .loadedAt(0)
                .segment(ProgramHeader.PT_NOTE, manyNotes, 4)
                .build();
        CoreBuilder core = notes(LITTLE_64).memory(LIBRARY, R, image, image.length);
        for (int i = 0; i < 10_000; i++) {
            core.file(LIBRARY, LIBRARY + 0x1000, 0, "/lib/" + i);
        }
        Path file = Files.write(directory.resolve("core"), core.build());
        Limits limits = new Limits(200_000, 1 << 20, 0, 0);
        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(file, limits)))
                .isInstanceOf(FormatException.class);
    }
}
