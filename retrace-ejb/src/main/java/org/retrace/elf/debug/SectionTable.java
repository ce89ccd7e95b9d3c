// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBytes;
import org.retrace.elf.ElfHeader;
import org.retrace.elf.ElfLayout;

/** The section headers of an ELF file, to be changed and written to another place. */
final class SectionTable {

    static final int SHT_NULL = 0;
    static final int SHT_PROGBITS = 1;
    static final int SHT_NOBITS = 8;
    static final long SHF_ALLOC = 2;
    static final long SHF_COMPRESSED = 0x800;

    private static final int SHN_LORESERVE = 0xff00;
    private static final int TABLE_ALIGNMENT = 8;

    private final ElfHeader header;
    private final ElfLayout layout;
    private final ByteBuffer rows;
    private final ByteBuffer names;

    private SectionTable(ElfHeader header, ByteBuffer rows, ByteBuffer names) {
        this.header = header;
        this.layout = header.layout();
        this.rows = rows;
        this.names = names;
    }

    /**
     * Reads it.
     *
     * @return empty when there is none, or one with more sections than the header can count
     * @throws FormatException when it is no ELF file, or a broken one
     */
    static Optional<SectionTable> read(ByteSource source, Limits limits) throws IOException {
        ElfBytes bytes = ElfBytes.of(source, limits);
        ElfHeader header = ElfHeader.read(bytes, 0);
        int count = header.sectionHeaderCount();
        if (header.sectionHeaderOffset() == 0 || count == 0 || count >= SHN_LORESERVE - 1) {
            return Optional.empty();
        }
        ByteBuffer rows =
                header.layout().read(bytes, header.sectionHeaderOffset(), (long) count * rowBytes(header.layout()));
        int index = header.nameSection();
        if (index == 0 || index >= count) {
            return Optional.empty();
        }
        SectionTable table = new SectionTable(header, rows, ByteBuffer.allocate(0));
        return Optional.of(new SectionTable(header, rows, bytes.read(table.offset(index), table.size(index))));
    }

    private static int rowBytes(ElfLayout layout) {
        return layout.is64() ? 64 : 40;
    }

    ElfLayout layout() {
        return layout;
    }

    int count() {
        return rows.capacity() / rowBytes(layout);
    }

    /** Where the program headers end; nothing may move that lies before. */
    long headersEnd() {
        int bytes = layout.is64() ? 56 : 32;
        return header.programHeaderOffset() + (long) header.programHeaderCount() * bytes;
    }

    int type(int section) {
        return rows.getInt(row(section) + 4);
    }

    long flags(int section) {
        return word(section, 8);
    }

    long offset(int section) {
        return word(section, 8 + 2 * layout.wordBytes());
    }

    long size(int section) {
        return word(section, 8 + 3 * layout.wordBytes());
    }

    long alignment(int section) {
        return word(section, 16 + 4 * layout.wordBytes());
    }

    /** Whether the section takes room in the file. */
    boolean hasContent(int section) {
        return type(section) != SHT_NULL && type(section) != SHT_NOBITS && size(section) != 0;
    }

    void place(int section, long offset, long size) {
        word(section, 8 + 2 * layout.wordBytes(), offset);
        word(section, 8 + 3 * layout.wordBytes(), size);
    }

    void decompressed(int section, long alignment) {
        word(section, 8, flags(section) & ~SHF_COMPRESSED);
        word(section, 16 + 4 * layout.wordBytes(), alignment);
    }

    /** Whether a section has this name. */
    boolean has(String name) {
        byte[] wanted = (name + '\0').getBytes(StandardCharsets.ISO_8859_1);
        for (int section = 0; section < count(); section++) {
            long start = Integer.toUnsignedLong(rows.getInt(row(section)));
            if (start + wanted.length <= names.limit()
                    && names.slice((int) start, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same table with one more section, which is not loaded.
     *
     * @param namesOffset where the caller puts the names, which are then {@link #names}
     */
    SectionTable with(String name, long offset, long size, long namesOffset) {
        byte[] added = (name + '\0').getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer moreNames = ByteBuffer.allocate(names.limit() + added.length)
                .put(names.duplicate().rewind())
                .put(added);
        ByteBuffer moreRows = ByteBuffer.allocate(rows.capacity() + rowBytes(layout))
                .put(rows.duplicate().rewind())
                .order(layout.order());
        SectionTable more = new SectionTable(header, moreRows, moreNames.rewind());
        int section = count();
        moreRows.putInt(more.row(section), names.limit());
        moreRows.putInt(more.row(section) + 4, SHT_PROGBITS);
        more.word(section, 16 + 4 * layout.wordBytes(), 1);
        more.place(section, offset, size);
        more.place(header.nameSection(), namesOffset, moreNames.limit());
        return more;
    }

    /**
     * Makes sure that the table can stand behind so many bytes.
     *
     * @throws FormatException when the file's offsets are too small for that
     */
    void checkRoom(long bytes) throws FormatException {
        long end = bytes + rows.capacity() + names.capacity() + 4096;
        if (end < 0 || (!layout.is64() && end > Integer.toUnsignedLong(-1))) {
            throw new FormatException("ELF", 0, "has no room for " + bytes + " bytes");
        }
    }

    /** All names, with a NUL behind each. */
    ByteBuffer names() {
        return names.duplicate().rewind();
    }

    /** Writes it behind the end of a file, then says in the file's header that it is there. */
    void write(FileChannel file) throws IOException {
        long position = aligned(file.size(), TABLE_ALIGNMENT);
        writeAll(file, rows.duplicate().rewind(), position);
        ByteBuffer place = ByteBuffer.allocate(layout.wordBytes()).order(layout.order());
        if (layout.is64()) {
            place.putLong(0, position);
        } else {
            place.putInt(0, (int) position);
        }
        ByteBuffer count = ByteBuffer.allocate(2).order(layout.order()).putShort(0, (short) count());
        writeAll(file, count, 36L + 3L * layout.wordBytes());
        writeAll(file, place, 24L + 2L * layout.wordBytes());
    }

    static void writeAll(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /** The next multiple of an alignment; 0 is none. */
    static long aligned(long position, long alignment) {
        return alignment <= 1 ? position : (position + alignment - 1) / alignment * alignment;
    }

    private int row(int section) {
        return section * rowBytes(layout);
    }

    private long word(int section, int field) {
        return layout.word(rows, row(section) + field);
    }

    private void word(int section, int field, long value) {
        if (layout.is64()) {
            rows.putLong(row(section) + field, value);
        } else {
            rows.putInt(row(section) + field, (int) value);
        }
    }
}
