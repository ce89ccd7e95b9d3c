// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A writer of small ELF files for tests: header, program headers, their contents, sections, section headers. */
public final class ElfBuilder {

    public static final int ET_EXEC = 2;
    public static final int ET_DYN = 3;
    public static final int ET_CORE = 4;
    public static final int EM_X86_64 = 62;
    public static final int SHT_PROGBITS = 1;
    public static final int SHT_NOTE = 7;

    /** How the built file writes its numbers. */
    public static final ElfLayout LITTLE_64 = new ElfLayout(true, ByteOrder.LITTLE_ENDIAN);

    private static final long WHOLE_FILE = 4096;

    private final ElfLayout layout;
    private final int type;
    private final int machine;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private boolean extendedCounts;
    private long imageBase;

    public ElfBuilder(ElfLayout layout, int type, int machine) {
        this.layout = layout;
        this.type = type;
        this.machine = machine;
    }

    /** A segment; one without content of its own is the whole file. */
    private record Segment(int type, int flags, long address, ByteBuffer content, long memoryBytes, long alignment) {
        boolean isWhole() {
            return alignment == WHOLE_FILE;
        }
    }

    private record Section(String name, int type, long flags, ByteBuffer content, long alignment) {}

    /** Every layout there is. */
    public static List<ElfLayout> layouts() {
        return List.of(
                LITTLE_64,
                new ElfLayout(true, ByteOrder.BIG_ENDIAN),
                new ElfLayout(false, ByteOrder.LITTLE_ENDIAN),
                new ElfLayout(false, ByteOrder.BIG_ENDIAN));
    }

    /** A segment at an address of its own, as coredumps have them. */
    public ElfBuilder segmentAt(long address, int type, int flags, byte[] content, long memoryBytes) {
        segments.add(new Segment(type, flags, address, ByteBuffer.wrap(content), memoryBytes, 4));
        return this;
    }

    /** A segment that is a part of the loaded image, after what was added before. */
    public ElfBuilder segment(int type, byte[] content, long alignment) {
        segments.add(new Segment(type, 4, -1, ByteBuffer.wrap(content), content.length, alignment));
        return this;
    }

    /** A PT_LOAD of the whole file, linked for this address; the other segments lie in it. */
    public ElfBuilder loadedAt(long address) {
        imageBase = address;
        segments.add(new Segment(ProgramHeader.PT_LOAD, 5, address, ByteBuffer.allocate(0), 0, WHOLE_FILE));
        return this;
    }

    public ElfBuilder section(String name, int sectionType, byte[] content, long alignment) {
        return section(name, sectionType, 0, content, alignment);
    }

    public ElfBuilder section(String name, int sectionType, long flags, byte[] content, long alignment) {
        sections.add(new Section(name, sectionType, flags, ByteBuffer.wrap(content), alignment));
        return this;
    }

    /** Writes all counts into section header 0, as if they were too large for the header. */
    public ElfBuilder extendedCounts() {
        extendedCounts = true;
        return this;
    }

    /** One note, padded as the alignment demands. */
    public static byte[] note(ElfLayout layout, String owner, int type, byte[] descriptor, int alignment) {
        byte[] name = (owner + '\0').getBytes(StandardCharsets.ISO_8859_1);
        int start = aligned(12 + name.length, alignment);
        ByteBuffer note = ByteBuffer.allocate(aligned(start + descriptor.length, alignment))
                .order(layout.order());
        note.putInt(name.length).putInt(descriptor.length).putInt(type).put(name);
        return note.put(start, descriptor).array();
    }

    public static byte[] note(ElfLayout layout, String owner, int type, byte[] descriptor) {
        return note(layout, owner, type, descriptor, 4);
    }

    public static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /** Words of the layout's size, one after the other. */
    public static byte[] words(ElfLayout layout, long... values) {
        ByteBuffer words =
                ByteBuffer.allocate(values.length * layout.wordBytes()).order(layout.order());
        for (long value : values) {
            putWord(words, layout, value);
        }
        return words.array();
    }

    private static ByteBuffer putWord(ByteBuffer buffer, ElfLayout layout, long value) {
        return layout.is64() ? buffer.putLong(value) : buffer.putInt((int) value);
    }

    private static int aligned(int position, int alignment) {
        return (position + alignment - 1) & -alignment;
    }

    public byte[] build() {
        boolean table = extendedCounts || !sections.isEmpty();
        byte[] names = names();
        int headerBytes = 40 + 3 * layout.wordBytes();
        int contents = aligned(headerBytes + segments.size() * ProgramHeader.bytes(layout), 8);
        int sectionContents = contents;
        for (Segment segment : segments) {
            sectionContents += aligned(segment.content.limit(), 8);
        }
        int namesStart = sectionContents;
        for (Section section : sections) {
            namesStart += aligned(section.content.limit(), 8);
        }
        int tableStart = aligned(namesStart + (table ? names.length : 0), 8);
        int count = table ? sections.size() + 2 : 0;
        ByteBuffer file = ByteBuffer.allocate(tableStart + count * ElfSections.Header.bytes(layout))
                .order(layout.order());
        putHeader(file, table ? tableStart : 0, count);
        putSegments(file, contents);
        if (table) {
            putSections(file, sectionContents, tableStart, names);
        }
        return file.array();
    }

    private void putHeader(ByteBuffer file, int tableStart, int sectionCount) {
        boolean little = layout.order().equals(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (layout.is64() ? 2 : 1), (byte) (little ? 1 : 2), 1});
        file.position(16);
        file.putShort((short) type).putShort((short) machine).putInt(1);
        putWord(file, layout, 0);
        putWord(file, layout, 40L + 3L * layout.wordBytes());
        putWord(file, layout, tableStart);
        file.putInt(0).putShort((short) (40 + 3 * layout.wordBytes()));
        file.putShort((short) ProgramHeader.bytes(layout));
        file.putShort((short) (extendedCounts ? ElfHeader.PN_XNUM : segments.size()));
        file.putShort((short) ElfSections.Header.bytes(layout));
        file.putShort((short) (extendedCounts ? 0 : sectionCount));
        file.putShort((short) (extendedCounts ? 0xffff : Math.max(0, sectionCount - 1)));
    }

    private void putSegments(ByteBuffer file, int contents) {
        int offset = contents;
        for (Segment segment : segments) {
            boolean whole = segment.isWhole();
            long bytes = whole ? file.capacity() : segment.content.limit();
            long start = whole ? 0 : offset;
            long address = segment.address == -1 ? imageBase + start : segment.address;
            file.putInt(segment.type);
            if (layout.is64()) {
                file.putInt(segment.flags);
            }
            for (long word : new long[] {start, address, 0, bytes, whole ? bytes : segment.memoryBytes}) {
                putWord(file, layout, word);
            }
            if (!layout.is64()) {
                file.putInt(segment.flags);
            }
            putWord(file, layout, segment.alignment);
            if (!whole) {
                file.put(offset, segment.content, 0, segment.content.limit());
                offset += aligned(segment.content.limit(), 8);
            }
        }
    }

    private byte[] names() {
        StringBuilder names = new StringBuilder("\0");
        sections.forEach(section -> names.append(section.name).append('\0'));
        return names.append(".shstrtab\0").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void putSections(ByteBuffer file, int contents, int tableStart, byte[] names) {
        file.position(tableStart);
        int count = sections.size() + 2;
        putSection(file, new long[] {0, 0, 0, count, count - 1, segments.size(), 0, 0});
        int offset = contents;
        int name = 1;
        for (Section section : sections) {
            putSection(file, new long[] {
                name, section.type, offset, section.content.limit(), 0, 0, section.alignment, section.flags
            });
            file.put(offset, section.content, 0, section.content.limit());
            offset += aligned(section.content.limit(), 8);
            name += section.name.length() + 1;
        }
        putSection(file, new long[] {name, 3, offset, names.length, 0, 0, 1, 0});
        file.put(offset, names);
    }

    /** Name, type, offset, size, link, extra, alignment, flags. */
    private void putSection(ByteBuffer file, long[] fields) {
        file.putInt((int) fields[0]).putInt((int) fields[1]);
        putWord(file, layout, fields[7]);
        putWord(file, layout, 0);
        putWord(file, layout, fields[2]);
        putWord(file, layout, fields[3]);
        file.putInt((int) fields[4]).putInt((int) fields[5]);
        putWord(file, layout, fields[6]);
        putWord(file, layout, 0);
    }
}
