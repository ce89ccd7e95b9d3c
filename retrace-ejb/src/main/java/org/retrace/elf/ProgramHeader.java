// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.nio.ByteBuffer;

/**
 * One segment of an ELF file. All numbers are unsigned and nothing has checked them.
 *
 * @param type {@value #PT_LOAD}, {@value #PT_DYNAMIC}, {@value #PT_NOTE} or another
 * @param fileBytes how many of its bytes the file holds (p_filesz)
 * @param memoryBytes how many it has in memory (p_memsz)
 * @param alignment bytes; 0 and 1 for none
 */
public record ProgramHeader(
        int type, int flags, long fileOffset, long virtualAddress, long fileBytes, long memoryBytes, long alignment) {

    public static final int PT_LOAD = 1;
    public static final int PT_DYNAMIC = 2;
    public static final int PT_NOTE = 4;

    private static final int PF_X = 1;

    /** Whether the process could execute it. */
    public boolean executable() {
        return (flags & PF_X) != 0;
    }

    /** Bytes of one header in its table. */
    public static int bytes(ElfLayout layout) {
        return layout.is64() ? 56 : 32;
    }

    static ProgramHeader at(ByteBuffer table, int start, ElfLayout layout) {
        int word = layout.wordBytes();
        int offset = start + word;
        int flags = layout.is64() ? start + 4 : start + 24;
        int alignment = layout.is64() ? start + 48 : start + 28;
        return new ProgramHeader(
                table.getInt(start),
                table.getInt(flags),
                layout.word(table, offset),
                layout.word(table, offset + word),
                layout.word(table, offset + 3 * word),
                layout.word(table, offset + 4 * word),
                layout.word(table, alignment));
    }
}
