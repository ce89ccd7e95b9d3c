// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.nio.ByteBuffer;

/**
 * One section of an ELF file. All numbers are unsigned and nothing has checked them.
 *
 * @param nameOffset bytes into the section with the names
 * @param link sh_link: in header 0 the real index of the section with the names
 * @param extra sh_info: in header 0 the real number of program headers
 * @param size bytes; in header 0 the real number of sections
 * @param alignment bytes; 0 and 1 for none
 */
record SectionHeader(long nameOffset, int type, long fileOffset, long size, long link, long extra, long alignment) {

    static final int SHT_NOTE = 7;
    static final int SHT_NOBITS = 8;

    static int bytes(ElfLayout layout) {
        return layout.is64() ? 64 : 40;
    }

    static SectionHeader at(ByteBuffer table, int start, ElfLayout layout) {
        int word = layout.wordBytes();
        int link = start + 8 + 4 * word;
        return new SectionHeader(
                Integer.toUnsignedLong(table.getInt(start)),
                table.getInt(start + 4),
                layout.word(table, start + 8 + 2 * word),
                layout.word(table, start + 8 + 3 * word),
                Integer.toUnsignedLong(table.getInt(link)),
                Integer.toUnsignedLong(table.getInt(link + 4)),
                layout.word(table, link + 8));
    }
}
