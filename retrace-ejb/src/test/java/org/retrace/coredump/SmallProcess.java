// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;
import org.retrace.elf.BuildId;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.ProgramHeader;

/** A small process, of two threads, a program and a library, whose coredump is written by hand. */
final class SmallProcess {

    static final int R = 4;
    static final int RX = 5;
    static final long PROGRAM = 0x400000;
    static final long LIBRARY = 0x7f000000;
    static final BuildId PROGRAM_ID = new BuildId("0123456789abcdef0123456789abcdef01234567");
    static final BuildId LIBRARY_ID = new BuildId("fedcba9876543210fedcba9876543210fedcba98");

    private SmallProcess() {}

    static byte[] image(ElfLayout layout, int type, long linkedAt, BuildId buildId) {
        byte[] json = "{\"type\":\"rpm\",\"name\":\"hello\",\"version\":\"1-2\",\"architecture\":\"x86_64\"}\0\0"
                .getBytes(StandardCharsets.UTF_8);
        byte[] notes = ElfBuilder.concat(
                ElfBuilder.note(layout, "GNU", 3, buildId.bytes()), ElfBuilder.note(layout, "FDO", 0xcafe1a7e, json));
        return new ElfBuilder(layout, type, ElfBuilder.EM_X86_64)
                .loadedAt(linkedAt)
                .segment(ProgramHeader.PT_NOTE, notes, 4)
                .build();
    }

    static byte[] program(ElfLayout layout) {
        return image(layout, ElfBuilder.ET_EXEC, PROGRAM, PROGRAM_ID);
    }

    static byte[] library(ElfLayout layout) {
        return image(layout, ElfBuilder.ET_DYN, 0, LIBRARY_ID);
    }

    static CoreBuilder notes(ElfLayout layout) {
        return new CoreBuilder(layout)
                .thread(101, 11)
                .process(100, "hello", "/usr/bin/hello --now ")
                .siginfo(11, 1, 0x1234)
                .auxiliary(3, PROGRAM + 0x40, 9, PROGRAM + 0x80, 0, 0)
                .thread(102, 0);
    }

    /** A program and a library, with NT_FILE, the library's address the lower in the list. */
    static CoreBuilder core(ElfLayout layout) {
        return notes(layout)
                .file(LIBRARY, LIBRARY + 0x1000, 0, "/usr/lib/libhello.so.1")
                .file(LIBRARY + 0x1000, LIBRARY + 0x3000, 1, "/usr/lib/libhello.so.1")
                .file(PROGRAM, PROGRAM + 0x1000, 0, "/usr/bin/hello")
                .file(0x100000, 0x101000, 0, "/usr/share/hello.dat")
                .memory(0x100000, R, "no ELF".getBytes(StandardCharsets.UTF_8), 0x1000)
                .memory(PROGRAM, RX, program(layout), 0x1000)
                .memory(LIBRARY, R, library(layout), 0x1000)
                .memory(LIBRARY + 0x1000, RX, new byte[0], 0x2000);
    }

    static Coredump read(Path file, Limits limits) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return CoredumpReader.read(source, limits);
        }
    }
}
