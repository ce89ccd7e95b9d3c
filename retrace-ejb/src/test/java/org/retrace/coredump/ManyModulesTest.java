// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.coredump.SmallProcess.RX;
import static org.retrace.coredump.SmallProcess.notes;
import static org.retrace.coredump.SmallProcess.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfLayout;

/** Coredumps of a few bytes, once packed, that name more than any process can have. */
class ManyModulesTest {

    private static final ElfLayout LITTLE_64 = ElfBuilder.LITTLE_64;
    private static final Limits LIMITS = new Limits(1_000_000, 64 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    private final Path directory;

    ManyModulesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsAsManyMappedFilesAsAProcessCanHave() throws IOException {
        assertThat(read(files(FileNote.MAX_RANGES, 20), LIMITS).modules()).hasSize(20);
    }

    @Test
    void refusesMoreMappedFilesThanAProcessCanHave() throws IOException {
        Path core = files(300_000, 20);
        assertThatThrownBy(() -> read(core, LIMITS))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("claims 300000 ranges");
    }

    @Test
    void refusesMoreModulesThanAnyProcessHas() throws IOException {
        assertThat(read(files(ModuleFinder.MAX_MODULES, ModuleFinder.MAX_MODULES), LIMITS)
                        .modules())
                .hasSize(ModuleFinder.MAX_MODULES);
        Path core = files(ModuleFinder.MAX_MODULES + 1, ModuleFinder.MAX_MODULES + 1);
        assertThatThrownBy(() -> read(core, LIMITS))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("modules");
    }

    @Test
    void refusesMoreModulesWithoutNamesToo() throws IOException {
        CoreBuilder core = notes(LITTLE_64);
        byte[] image = SmallProcess.library(LITTLE_64);
        for (int i = 0; i <= ModuleFinder.MAX_MODULES; i++) {
            core.memory(0x1000000L + i * 0x10000L, RX, image, 0x10000);
        }
        Path file = Files.write(directory.resolve("core"), core.extendedCounts().build());
        assertThatThrownBy(() -> read(file, LIMITS))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("modules");
    }

    @Test
    void refusesANoteOfFilesThatNoKernelWrites() throws IOException {
        CoreBuilder core = notes(LITTLE_64).file(0x400000, 0x401000, 0, "/" + "x".repeat(FileNote.MAX_BYTES));
        Path file = Files.write(directory.resolve("core"), core.build());
        assertThatThrownBy(() -> read(file, LIMITS))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("NT_FILE");
    }

    /** Executable pieces whose first bytes were not dumped, each of the next of so many files. */
    private Path files(int pieces, int files) throws IOException {
        CoreBuilder core = notes(LITTLE_64).memory(0x400000, RX, new byte[0], 0x1000);
        for (int i = 0; i < pieces; i++) {
            core.file(0x400000, 0x401000, 0, Integer.toString(i % files, 36));
        }
        return Files.write(directory.resolve("core"), core.build());
    }
}
