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

    private final ElfBytes bytes;
    private final List<SectionHeader> headers;
    private final ByteBuffer names;

    private ElfSections(ElfBytes bytes, List<SectionHeader> headers, ByteBuffer names) {
        this.bytes = bytes;
        this.headers = headers;
        this.names = names;
    }

    static ElfSections read(ElfBytes bytes, ElfHeader header, EntryBudget budget) throws IOException {
        List<SectionHeader> headers = header.sectionHeaders(bytes, budget);
        return new ElfSections(bytes, headers, names(bytes, header, headers));
    }

    private static ByteBuffer names(ElfBytes bytes, ElfHeader header, List<SectionHeader> headers) throws IOException {
        long index = headers.isEmpty() ? 0 : header.realNameSection(bytes);
        if (index == 0) {
            return ByteBuffer.allocate(0);
        }
        if (index >= headers.size()) {
            throw new FormatException("ELF", header.position(), "names its sections in section " + index);
        }
        SectionHeader section = headers.get((int) index);
        return bytes.read(section.fileOffset(), section.size());
    }

    List<SectionHeader> notes() {
        return headers.stream()
                .filter(header -> header.type() == SectionHeader.SHT_NOTE)
                .toList();
    }

    /** The content of the first section of this name that has content. */
    Optional<ByteBuffer> named(String name) throws IOException {
        byte[] wanted = (name + '\0').getBytes(StandardCharsets.ISO_8859_1);
        for (SectionHeader header : headers) {
            if (header.type() != SectionHeader.SHT_NOBITS && isNamed(header, wanted)) {
                return Optional.of(bytes.read(header.fileOffset(), header.size()));
            }
        }
        return Optional.empty();
    }

    private boolean isNamed(SectionHeader header, byte[] wanted) {
        boolean fits = header.nameOffset() + wanted.length <= names.limit();
        return fits && names.slice((int) header.nameOffset(), wanted.length).equals(ByteBuffer.wrap(wanted));
    }
}
