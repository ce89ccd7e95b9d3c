// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;

/** The sections of one ELF file, found by name. */
final class ElfSections {

    /**
     * One section of an ELF file. All numbers are unsigned and nothing has checked them.
     *
     * @param nameOffset bytes into the section with the names
     * @param link sh_link: in header 0 the real index of the section with the names
     * @param extra sh_info: in header 0 the real number of program headers
     * @param size bytes; in header 0 the real number of sections
     * @param alignment bytes; 0 and 1 for none
     */
    record Header(long nameOffset, int type, long fileOffset, long size, long link, long extra, long alignment) {

        static final int SHT_NOTE = 7;
        static final int SHT_NOBITS = 8;

        static int bytes(ElfLayout layout) {
            return layout.is64() ? 64 : 40;
        }

        static Header at(ByteBuffer table, int start, ElfLayout layout) {
            int word = layout.wordBytes();
            int link = start + 8 + 4 * word;
            return new Header(
                    Integer.toUnsignedLong(table.getInt(start)),
                    table.getInt(start + 4),
                    layout.word(table, start + 8 + 2 * word),
                    layout.word(table, start + 8 + 3 * word),
                    Integer.toUnsignedLong(table.getInt(link)),
                    Integer.toUnsignedLong(table.getInt(link + 4)),
                    layout.word(table, link + 8));
        }
    }

    private final ElfBytes bytes;
    private final List<Header> headers;
    private final ByteBuffer names;

    private ElfSections(ElfBytes bytes, List<Header> headers, ByteBuffer names) {
        this.bytes = bytes;
        this.headers = headers;
        this.names = names;
    }

    static ElfSections read(ElfBytes bytes, ElfHeader header, EntryBudget budget) throws IOException {
        List<Header> headers = header.sectionHeaders(bytes, budget);
        return new ElfSections(bytes, headers, names(bytes, header, headers));
    }

    private static ByteBuffer names(ElfBytes bytes, ElfHeader header, List<Header> headers) throws IOException {
        long index = headers.isEmpty() ? 0 : header.realNameSection(bytes);
        if (index == 0) {
            return ByteBuffer.allocate(0);
        }
        if (index >= headers.size()) {
            throw new FormatException("ELF", header.position(), "names its sections in section " + index);
        }
        Header section = headers.get((int) index);
        return bytes.read(section.fileOffset(), section.size());
    }

    List<Header> notes() {
        return headers.stream()
                .filter(header -> header.type() == Header.SHT_NOTE)
                .toList();
    }

    /** The content of the first section of this name that has content. */
    Optional<ByteBuffer> named(String name) throws IOException {
        byte[] wanted = (name + '\0').getBytes(StandardCharsets.ISO_8859_1);
        for (Header header : headers) {
            if (header.type() != Header.SHT_NOBITS && isNamed(header, wanted)) {
                return Optional.of(bytes.read(header.fileOffset(), header.size()));
            }
        }
        return Optional.empty();
    }

    private boolean isNamed(Header header, byte[] wanted) {
        boolean fits = header.nameOffset() + wanted.length <= names.limit();
        return fits && names.slice((int) header.nameOffset(), wanted.length).equals(ByteBuffer.wrap(wanted));
    }
}
