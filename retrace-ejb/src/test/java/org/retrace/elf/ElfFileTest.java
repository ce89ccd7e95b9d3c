// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

class ElfFileTest {

    private static final BuildId BUILD_ID = new BuildId("0123456789abcdef0123456789abcdef01234567");
    private static final BuildId DWZ = new BuildId("fedcba9876543210fedcba9876543210fedcba98");

    private final Path directory;

    ElfFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    static List<ElfLayout> layouts() {
        return ElfBuilder.layouts();
    }

    private ElfFile read(byte[] bytes) throws IOException {
        return read(bytes, Limits.GENEROUS);
    }

    private ElfFile read(byte[] bytes, Limits limits) throws IOException {
        Path file = Files.write(directory.resolve("file"), bytes);
        try (ByteSource source = ByteSource.open(file)) {
            return ElfFile.read(source, limits);
        }
    }

    private static byte[] buildIdNote(ElfLayout layout) {
        return ElfBuilder.note(layout, "GNU", 3, BUILD_ID.bytes());
    }

    private static ElfBuilder library(ElfLayout layout) {
        return new ElfBuilder(layout, ElfBuilder.ET_DYN, ElfBuilder.EM_X86_64);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A debuginfo file as objcopy leaves it: the note segment points nowhere, the sections are right. */
    private static ElfBuilder debuginfo(ElfLayout layout) {
        byte[] altLink = ElfBuilder.concat(text("../../.dwz/hello.debug\0"), DWZ.bytes());
        return library(layout)
                .segment(ProgramHeader.PT_NOTE, ElfBuilder.note(layout, "GNU", 3, DWZ.bytes()), 4)
                .section(".note.gnu.build-id", ElfBuilder.SHT_NOTE, buildIdNote(layout), 4)
                .section(".gnu_debugaltlink", ElfBuilder.SHT_PROGBITS, altLink, 1)
                .section(".gnu_debuglink", ElfBuilder.SHT_PROGBITS, text("hello-1.0.debug\0crc4"), 4);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsBuildIdFromNoteSegmentWhereThereAreNoSections(ElfLayout layout) throws IOException {
        byte[] other = ElfBuilder.note(layout, "Other", 3, new byte[20]);
        byte[] notes = ElfBuilder.concat(other, buildIdNote(layout));
        ElfFile file =
                read(library(layout).segment(ProgramHeader.PT_NOTE, notes, 4).build());
        assertThat(file.buildId()).contains(BUILD_ID);
        assertThat(file.type()).isEqualTo(ElfType.SHARED);
        assertThat(file.debugAltLink()).isEmpty();
        assertThat(file.debugLink()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsSectionsOfDebuginfoFileRatherThanItsSegments(ElfLayout layout) throws IOException {
        ElfFile file = read(debuginfo(layout).build());
        assertThat(file.buildId()).contains(BUILD_ID);
        assertThat(file.debugAltLink()).contains(new AltLink("../../.dwz/hello.debug", DWZ));
        assertThat(file.debugLink()).contains("hello-1.0.debug");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsCountsFromSectionHeaderZero(ElfLayout layout) throws IOException {
        ElfFile file = read(debuginfo(layout).extendedCounts().build());
        assertThat(file.buildId()).contains(BUILD_ID);
        assertThat(file.debugLink()).contains("hello-1.0.debug");
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void readsNotesAlignedToEightBytes(ElfLayout layout) throws IOException {
        byte[] property = ElfBuilder.note(layout, "Longer", 5, new byte[4], 8);
        byte[] notes = ElfBuilder.concat(property, ElfBuilder.note(layout, "GNU", 3, BUILD_ID.bytes(), 8));
        byte[] bytes = library(layout).segment(ProgramHeader.PT_NOTE, notes, 8).build();
        assertThat(read(bytes).buildId()).contains(BUILD_ID);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 62, X86_64, x86_64, LITTLE_ENDIAN",
        "false, 3, I386, i386, LITTLE_ENDIAN",
        "true, 183, AARCH64, aarch64, LITTLE_ENDIAN",
        "false, 40, ARM, armhf, LITTLE_ENDIAN",
        "true, 21, PPC64LE, ppc64le, LITTLE_ENDIAN",
        "true, 21, PPC64, ppc64, BIG_ENDIAN",
        "true, 22, S390X, s390x, BIG_ENDIAN",
        "true, 243, RISCV64, riscv64, LITTLE_ENDIAN",
        "false, 62, OTHER, unknown, LITTLE_ENDIAN",
        "true, 9999, OTHER, unknown, LITTLE_ENDIAN",
    })
    void namesTheMachine(boolean is64, int number, ElfMachine machine, String arch, String order) throws IOException {
        boolean little = order.equals("LITTLE_ENDIAN");
        ElfLayout layout = new ElfLayout(is64, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        ElfFile file = read(new ElfBuilder(layout, ElfBuilder.ET_EXEC, number).build());
        assertThat(file.machine()).isEqualTo(machine);
        assertThat(file.machine().arch()).isEqualTo(arch);
        assertThat(file.buildId()).isEmpty();
    }

    @Test
    void takesNoNoteOfImpossibleLengthForABuildId() throws IOException {
        ElfLayout layout = ElfBuilder.LITTLE_64;
        byte[] notes = ElfBuilder.concat(
                ElfBuilder.note(layout, "GNU", 3, new byte[7]), ElfBuilder.note(layout, "GNU", 3, new byte[65]));
        byte[] bytes = library(layout).segment(ProgramHeader.PT_NOTE, notes, 4).build();
        assertThat(read(bytes).buildId()).isEmpty();
    }

    @Test
    void rejectsNoteLongerThanItsSegment() {
        ElfLayout layout = ElfBuilder.LITTLE_64;
        byte[] note = buildIdNote(layout);
        note[4] = 21;
        byte[] bytes = library(layout).segment(ProgramHeader.PT_NOTE, note, 4).build();
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("ends at 37");
    }

    @Test
    void rejectsWhatIsNoElfFile() {
        assertThatThrownBy(() -> read(text("#!/bin/sh\necho this is a script, and no program\n")))
                .isInstanceOf(FormatException.class)
                .hasMessage("ELF at byte 0: does not start with the ELF magic");
    }

    @Test
    void rejectsMoreEntriesThanTheLimitsAllowInAll() {
        byte[] bytes = debuginfo(ElfBuilder.LITTLE_64).build();
        Limits few = new Limits(5, 4096, 0, 0);
        assertThatThrownBy(() -> read(bytes, few))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("5");
    }

    @Test
    void acceptsLimitsThatAreJustEnough() throws IOException {
        byte[] bytes = debuginfo(ElfBuilder.LITTLE_64).build();
        assertThat(read(bytes, new Limits(6, 320, 0, 0)).buildId()).contains(BUILD_ID);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void bearsHostileTwins(ElfLayout layout) {
        byte[] bytes = debuginfo(layout).build();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> new HostileTwins(
                        bytes, directory, source -> ElfFile.read(source, Limits.GENEROUS))
                .prefixes()
                .flippedBytes()
                .maximalFields()
                .hadBothAnswers());
    }
}
