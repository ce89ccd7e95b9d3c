// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.coredump.SmallProcess.LIBRARY;
import static org.retrace.coredump.SmallProcess.LIBRARY_ID;
import static org.retrace.coredump.SmallProcess.PROGRAM;
import static org.retrace.coredump.SmallProcess.PROGRAM_ID;
import static org.retrace.coredump.SmallProcess.R;
import static org.retrace.coredump.SmallProcess.RX;
import static org.retrace.coredump.SmallProcess.core;
import static org.retrace.coredump.SmallProcess.library;
import static org.retrace.coredump.SmallProcess.notes;
import static org.retrace.coredump.SmallProcess.program;
import static org.retrace.coredump.SmallProcess.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.ElfMachine;

class CoredumpReaderTest {

    private static final ElfLayout LITTLE_64 = ElfBuilder.LITTLE_64;

    private final Path directory;

    CoredumpReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static List<ElfLayout> layouts() {
        return ElfBuilder.layouts();
    }

    private Coredump read(byte[] bytes) throws IOException {
        return SmallProcess.read(Files.write(directory.resolve("core"), bytes), Limits.GENEROUS);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsProcessThreadsAndSignal(ElfLayout layout) throws IOException {
        Coredump core = read(core(layout).build());
        assertThat(core.pid()).isEqualTo(100);
        assertThat(core.command()).isEqualTo("hello");
        assertThat(core.arguments()).isEqualTo("/usr/bin/hello --now");
        assertThat(core.threads()).containsExactly(new CoreThread(101, 11), new CoreThread(102, 0));
        assertThat(core.signal()).isEqualTo(CrashSignal.of(11, 1, 0x1234));
        assertThat(core.signal().name()).isEqualTo("SIGSEGV");
        assertThat(core.signal().faultAddress()).hasValue(0x1234);
        assertThat(core.missingBytes()).isZero();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsMappedElfFilesTheExecutableFirst(ElfLayout layout) throws IOException {
        Coredump core = read(core(layout).build());
        assertThat(core.modules())
                .extracting(MappedModule::path)
                .containsExactly("/usr/bin/hello", "/usr/lib/libhello.so.1");
        MappedModule program = core.executable().orElseThrow();
        assertThat(program.buildId()).contains(PROGRAM_ID);
        assertThat(program.packageNote().orElseThrow().name()).isEqualTo("hello");
        assertThat(program.packageNote().orElseThrow().version()).isEqualTo("1-2");
        MappedModule library = core.modules().get(1);
        assertThat(library.buildId()).contains(LIBRARY_ID);
        assertThat(library.start()).isEqualTo(LIBRARY);
    }

    @Test
    void readsAs32BitPowerPcWithUserIdsOfFourBytes() throws IOException {
        ElfLayout layout = layouts().get(3);
        byte[] bytes = new CoreBuilder(layout, 20)
                .thread(7, 6)
                .process(6, "ppc", "ppc -x", 128, 16)
                .build();
        Coredump core = read(bytes);
        assertThat(core.machine()).isEqualTo(ElfMachine.OTHER);
        assertThat(core.pid()).isEqualTo(6);
        assertThat(core.command()).isEqualTo("ppc");
        assertThat(core.arguments()).isEqualTo("ppc -x");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsMoreSegmentsThanTheHeaderCanCount(ElfLayout layout) throws IOException {
        assertThat(read(manySegments(layout).build()).modules()).hasSize(2);
    }

    private static CoreBuilder manySegments(ElfLayout layout) {
        CoreBuilder core = core(layout).extendedCounts();
        for (long i = 0; i < 70_000; i++) {
            core.memory(0x10000000L + i * 0x1000, R, new byte[0], 0x1000);
        }
        return core;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void countsSegmentsOfACutCoredumpByWhereItsNotesBegin(ElfLayout layout) throws IOException {
        byte[] bytes = manySegments(layout).build();
        int cut = 100;
        int secondSectionHeader = layout.is64() ? 64 : 40;
        Coredump core = read(Arrays.copyOf(bytes, bytes.length - cut));
        assertThat(core.modules()).hasSize(2);
        assertThat(core.missingBytes()).isEqualTo(cut - secondSectionHeader);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsWhatIsLeftOfACutCoredump(ElfLayout layout) throws IOException {
        byte[] bytes = core(layout).build();
        int cut = library(layout).length;
        Coredump core = read(Arrays.copyOf(bytes, bytes.length - cut));
        assertThat(core.missingBytes()).isEqualTo(cut);
        assertThat(core.threads()).hasSize(2);
        assertThat(core.executable().orElseThrow().buildId()).contains(PROGRAM_ID);
        MappedModule library = core.modules().get(1);
        assertThat(library.path()).isEqualTo("/usr/lib/libhello.so.1");
        assertThat(library.end()).isEqualTo(LIBRARY + 0x3000);
        assertThat(library.buildId()).isEmpty();
    }

    @Test
    void readsNotesBeforeTheCutWhereTheNotesThemselvesAreCut() throws IOException {
        byte[] bytes = core(LITTLE_64).build();
        int withoutFileNote = 64 + 5 * 56 + 4 * 20 + 336;
        Coredump core = read(Arrays.copyOf(bytes, withoutFileNote));
        assertThat(core.threads()).containsExactly(new CoreThread(101, 11));
        assertThat(core.modules()).isEmpty();
        assertThat(core.missingBytes()).isEqualTo(bytes.length - withoutFileNote);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void findsModulesWithoutNamesByTheirHeadersAlone(ElfLayout layout) throws IOException {
        Coredump core = read(notes(layout)
                .memory(LIBRARY, R, library(layout), 0x1000)
                .memory(PROGRAM, RX, program(layout), 0x1000)
                .build());
        assertThat(core.modules()).extracting(MappedModule::path).containsExactly("[0x400000]", "[0x7f000000]");
        assertThat(core.modules()).extracting(MappedModule::hasPath).containsOnly(false);
        assertThat(core.modules().get(0).buildId()).contains(PROGRAM_ID);
        assertThat(core.modules().get(1).buildId()).contains(LIBRARY_ID);
    }

    @Test
    void takesNoPageThatOnlyBeginsWithTheElfMagicForAModule() throws IOException {
        byte[] constants = Arrays.copyOf(program(LITTLE_64), 16);
        Coredump core = read(notes(LITTLE_64)
                .memory(PROGRAM, RX, program(LITTLE_64), 0x1000)
                .memory(LIBRARY, R, constants, 0x1000)
                .build());
        assertThat(core.modules()).extracting(MappedModule::path).containsExactly("[0x400000]");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void leavesTheVdsoOut(ElfLayout layout) throws IOException {
        Coredump core = read(new CoreBuilder(layout)
                .thread(1, 6)
                .auxiliary(33, LIBRARY, 0, 0)
                .memory(PROGRAM, RX, program(layout), 0x1000)
                .memory(LIBRARY, RX, library(layout), 0x1000)
                .build());
        assertThat(core.modules()).extracting(MappedModule::path).containsExactly("[0x400000]");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void namesModulesByTheDynamicLinkersList(ElfLayout layout) throws IOException {
        Coredump core =
                read(LinkedProcess.write(layout, LinkedProcess.notes(layout)).build());
        assertThat(core.modules()).extracting(MappedModule::path).containsExactly("/opt/hello", "/lib/liblinked.so.2");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void endsWhereTheDynamicLinkersListRunsInACircle(ElfLayout layout) throws IOException {
        CoreBuilder core = LinkedProcess.writeCircle(layout, LinkedProcess.notes(layout));
        assertThat(read(core.build()).modules()).hasSize(2);
    }

    @Test
    void readsStructuresThatLieAcrossSegments() throws IOException {
        byte[] program = program(LITTLE_64);
        int half = 100;
        Coredump core = read(notes(LITTLE_64)
                .file(PROGRAM, PROGRAM + 0x1000, 0, "/usr/bin/hello")
                .memory(PROGRAM + half, R, Arrays.copyOfRange(program, half, program.length), 0x1000 - half)
                .memory(PROGRAM, R, Arrays.copyOf(program, half), half)
                .build());
        assertThat(core.executable().orElseThrow().buildId()).contains(PROGRAM_ID);
    }

    @Test
    void readsFileNamesThatAreNoUtf8() throws IOException {
        byte[] name = {'/', 'l', 'i', 'b', (byte) 0xff, '\n'};
        Coredump core = read(notes(LITTLE_64)
                .file(PROGRAM, PROGRAM + 0x1000, 0, name)
                .memory(PROGRAM, RX, program(LITTLE_64), 0x1000)
                .build());
        assertThat(core.executable().orElseThrow().path()).isEqualTo("/lib\uFFFD\n");
    }

    @Test
    void namesAnUnlinkedFileByThePathItHad() throws IOException {
        Coredump core = read(notes(LITTLE_64)
                .file(PROGRAM, PROGRAM + 0x1000, 0, "/usr/bin/hello (deleted)")
                .memory(PROGRAM, RX, program(LITTLE_64), 0x1000)
                .build());
        assertThat(core.executable().orElseThrow().path()).isEqualTo("/usr/bin/hello");
    }

    @Test
    void keepsAModuleWhoseHeaderTheProcessOverwrote() throws IOException {
        byte[] damaged = program(LITTLE_64);
        Arrays.fill(damaged, 4, 64, (byte) 0x5a);
        Coredump core = read(core(LITTLE_64)
                .file(0x200000, 0x201000, 0, "/usr/lib/libdamaged.so")
                .memory(0x200000, RX, damaged, 0x1000)
                .build());
        assertThat(core.modules()).hasSize(3);
        assertThat(core.modules().get(2).path()).isEqualTo("/usr/lib/libdamaged.so");
        assertThat(core.modules().get(2).buildId()).isEmpty();
    }

    @Test
    void takesSiginfoOfAnotherSignalForNone() throws IOException {
        byte[] bytes =
                new CoreBuilder(LITTLE_64).thread(5, 6).siginfo(17, 1, 0x99).build();
        assertThat(read(bytes).signal()).isEqualTo(CrashSignal.of(6));
    }

    @Test
    void namesNoFaultAddressWhereTheKernelSetsNone() throws IOException {
        byte[] general =
                new CoreBuilder(LITTLE_64).thread(5, 11).siginfo(11, 0x80, 0).build();
        byte[] sent =
                new CoreBuilder(LITTLE_64).thread(5, 11).siginfo(11, 0, 0x99).build();
        byte[] abort =
                new CoreBuilder(LITTLE_64).thread(5, 6).siginfo(6, -6, 0x99).build();
        assertThat(read(general).signal().faultAddress()).isEmpty();
        assertThat(read(sent).signal().faultAddress()).isEmpty();
        assertThat(read(abort).signal()).isEqualTo(CrashSignal.of(6, -6, 0));
    }

    @Test
    void saysThatThereWasNoSignal() throws IOException {
        Coredump core = read(new CoreBuilder(LITTLE_64).thread(5, 0).build());
        assertThat(core.signal()).isEqualTo(CrashSignal.NONE);
        assertThat(core.pid()).isEqualTo(5);
        assertThat(core.executable()).isEmpty();
    }

    @Test
    void rejectsAnElfFileThatIsNoCoredump() {
        assertThatThrownBy(() -> read(program(LITTLE_64)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("is an ELF file, but no coredump");
    }

    @Test
    void rejectsACoredumpWithoutThreads() {
        assertThatThrownBy(() ->
                        read(new CoreBuilder(LITTLE_64).process(1, "a", "b").build()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("has no thread");
    }

    @Test
    void rejectsAThreadNoteThatIsTooShort() {
        byte[] bytes = new CoreBuilder(LITTLE_64).note("CORE", 1, new byte[35]).build();
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("needs 36");
    }

    @Test
    void rejectsMoreMappedFilesThanTheNoteHolds() {
        byte[] note = ElfBuilder.words(LITTLE_64, 2, 4096, 0, 1, 0, 0);
        byte[] bytes = notes(LITTLE_64).note("CORE", 0x46494c45, note).build();
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("claims 2 ranges");
    }
}
