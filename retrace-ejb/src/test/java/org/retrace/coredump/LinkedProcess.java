// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.nio.charset.StandardCharsets;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.ProgramHeader;

/** The memory of a small process that a dynamic linker made: a program, a library, r_debug and its list. */
final class LinkedProcess {

    static final long PROGRAM = 0x400000;
    static final long EXECFN = 0x7000000;

    private static final long LIBRARY = 0x500000;
    private static final long DEBUG = 0x600000;
    private static final long NAME = DEBUG + 0x400;

    private LinkedProcess() {}

    static CoreBuilder notes(ElfLayout layout) {
        return new CoreBuilder(layout).thread(1, 6).auxiliary(3, PROGRAM + 64, 31, EXECFN, 0, 0);
    }

    static CoreBuilder write(ElfLayout layout, CoreBuilder core) {
        return write(layout, core, 0);
    }

    /** The same, but the list's last entry leads back to its first. */
    static CoreBuilder writeCircle(ElfLayout layout, CoreBuilder core) {
        return write(layout, core, DEBUG + 0x100);
    }

    private static CoreBuilder write(ElfLayout layout, CoreBuilder core, long afterLast) {
        byte[] program = image(layout, PROGRAM, DEBUG);
        byte[] library = image(layout, 0, 0);
        long dynamicOffset = dynamicOffset(layout);
        byte[] list = new byte[0x500];
        put(list, 0, ElfBuilder.words(layout, 1, DEBUG + 0x100));
        long firstName = NAME + 0x80;
        put(list, 0x100, ElfBuilder.words(layout, 0, firstName, PROGRAM + dynamicOffset, DEBUG + 0x200));
        put(list, 0x200, ElfBuilder.words(layout, LIBRARY, NAME, LIBRARY + dynamicOffset, afterLast));
        put(list, 0x400, "/lib/liblinked.so.2\0".getBytes(StandardCharsets.UTF_8));
        return core.memory(PROGRAM, 5, program, 0x1000)
                .memory(LIBRARY, 5, library, 0x1000)
                .memory(DEBUG, 6, list, 0x1000)
                .memory(EXECFN, 6, "/opt/hello\0".getBytes(StandardCharsets.UTF_8), 0x1000);
    }

    private static byte[] image(ElfLayout layout, long base, long debug) {
        byte[] dynamic = ElfBuilder.words(layout, 1, 5, 21, debug, 0, 0);
        return new ElfBuilder(layout, base == 0 ? ElfBuilder.ET_DYN : ElfBuilder.ET_EXEC, ElfBuilder.EM_X86_64)
                .loadedAt(base)
                .segment(ProgramHeader.PT_DYNAMIC, dynamic, 8)
                .build();
    }

    private static long dynamicOffset(ElfLayout layout) {
        long headers = 40L + 3L * layout.wordBytes() + 2L * ProgramHeader.bytes(layout);
        return (headers + 7) & -8;
    }

    private static void put(byte[] memory, int offset, byte[] content) {
        System.arraycopy(content, 0, memory, offset, content.length);
    }
}
