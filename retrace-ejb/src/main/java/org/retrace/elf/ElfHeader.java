// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.retrace.bytes.FormatException;

/**
 * The header of an ELF file, wherever it stands.
 *
 * @param position where the header stands: offsets below count from here
 * @param programHeaderOffset bytes (e_phoff)
 * @param sectionHeaderOffset bytes (e_shoff), 0 for none
 * @param programHeaderCount as the header says; {@value #PN_XNUM} means that section header 0 says it
 * @param sectionHeaderCount as the header says; 0 with a section table means that section header 0 says it
 * @param nameSection index of the section with the sections' names; 0xffff means that section header 0 says it
 */
public record ElfHeader(
        ElfLayout layout,
        ElfType type,
        ElfMachine machine,
        long position,
        long programHeaderOffset,
        long sectionHeaderOffset,
        int programHeaderCount,
        int sectionHeaderCount,
        int nameSection) {

    /** The count of program headers that does not fit its 16 bits. */
    public static final int PN_XNUM = 0xffff;

    private static final int SHN_XINDEX = 0xffff;
    private static final int EI_NIDENT = 16;
    private static final int MAGIC = 0x7f454c46;

    /** Whether an ELF file starts here. */
    public static boolean startsAt(ElfBytes bytes, long position) throws IOException {
        return bytes.available(position, 4) == 4 && bytes.read(position, 4).getInt(0) == MAGIC;
    }

    /**
     * The header that stands here.
     *
     * @throws FormatException when none does, or not a whole one
     */
    public static ElfHeader read(ElfBytes bytes, long position) throws IOException {
        ByteBuffer ident = bytes.read(position, EI_NIDENT);
        if (ident.getInt(0) != MAGIC) {
            throw new FormatException("ELF", position, "does not start with the ELF magic");
        }
        ElfLayout layout = layout(ident, position);
        int words = 3 * layout.wordBytes();
        return of(layout, position, layout.read(bytes, position, 40L + words));
    }

    private static ElfLayout layout(ByteBuffer ident, long position) throws FormatException {
        int elfClass = ident.get(4);
        int encoding = ident.get(5);
        if (elfClass < 1 || elfClass > 2 || encoding < 1 || encoding > 2) {
            throw new FormatException("ELF", position + 4, "has class " + elfClass + ", encoding " + encoding);
        }
        return new ElfLayout(elfClass == 2, encoding == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static ElfHeader of(ElfLayout layout, long position, ByteBuffer header) throws FormatException {
        int word = layout.wordBytes();
        int tail = 24 + 3 * word;
        ElfHeader read = new ElfHeader(
                layout,
                ElfType.of(header.getShort(16)),
                ElfMachine.of(Short.toUnsignedInt(header.getShort(18)), layout),
                position,
                layout.word(header, 24 + word),
                layout.word(header, 24 + 2 * word),
                Short.toUnsignedInt(header.getShort(tail + 8)),
                Short.toUnsignedInt(header.getShort(tail + 12)),
                Short.toUnsignedInt(header.getShort(tail + 14)));
        read.checkEntrySize("program", read.programHeaderCount, header.getShort(tail + 6), ProgramHeader.bytes(layout));
        read.checkEntrySize(
                "section", read.sectionHeaderCount, header.getShort(tail + 10), ElfSections.Header.bytes(layout));
        return read;
    }

    private void checkEntrySize(String table, int count, int claimed, int real) throws FormatException {
        if (count != 0 && claimed != real) {
            throw new FormatException("ELF", position, table + " headers of " + claimed + " bytes, not " + real);
        }
    }

    /**
     * The real number of program headers, also where it does not fit the header.
     *
     * @throws FormatException when section header 0 should say it and is not there
     */
    public long realProgramHeaderCount(ElfBytes bytes) throws IOException {
        return programHeaderCount == PN_XNUM ? firstSection(bytes).extra() : programHeaderCount;
    }

    /**
     * The first {@code count} program headers.
     *
     * @param count unsigned
     * @throws FormatException when they are not all there, or more than the budget allows
     */
    public List<ProgramHeader> programHeaders(ElfBytes bytes, long count, EntryBudget budget) throws IOException {
        int size = ProgramHeader.bytes(layout);
        int headers = budget.spend("ELF program headers", position + programHeaderOffset, count);
        ByteBuffer table = layout.read(bytes, position + programHeaderOffset, (long) headers * size);
        List<ProgramHeader> list = new ArrayList<>(headers);
        for (int i = 0; i < headers; i++) {
            list.add(ProgramHeader.at(table, i * size, layout));
        }
        return list;
    }

    /** All section headers; none where there is no table. */
    List<ElfSections.Header> sectionHeaders(ElfBytes bytes, EntryBudget budget) throws IOException {
        if (sectionHeaderOffset == 0) {
            return List.of();
        }
        int size = ElfSections.Header.bytes(layout);
        long count = sectionHeaderCount == 0 ? firstSection(bytes).size() : sectionHeaderCount;
        int headers = budget.spend("ELF section headers", position + sectionHeaderOffset, count);
        ByteBuffer table = layout.read(bytes, position + sectionHeaderOffset, (long) headers * size);
        List<ElfSections.Header> list = new ArrayList<>(headers);
        for (int i = 0; i < headers; i++) {
            list.add(ElfSections.Header.at(table, i * size, layout));
        }
        return list;
    }

    /** The real index of the section with the sections' names; unsigned. */
    long realNameSection(ElfBytes bytes) throws IOException {
        return nameSection == SHN_XINDEX ? firstSection(bytes).link() : nameSection;
    }

    private ElfSections.Header firstSection(ElfBytes bytes) throws IOException {
        if (sectionHeaderOffset == 0) {
            throw new FormatException("ELF", position, "counts in section header 0 and has none");
        }
        ByteBuffer first = layout.read(bytes, position + sectionHeaderOffset, ElfSections.Header.bytes(layout));
        return ElfSections.Header.at(first, 0, layout);
    }
}
