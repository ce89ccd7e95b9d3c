// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.retrace.bytes.FormatException;

/**
 * A walk over the notes of one segment or section, in their order, a small window at a time. Notes are aligned to 4
 * bytes, or to 8 where the segment says so. Where the bytes end before the segment does (a coredump that was cut), the
 * walk ends with the last whole note.
 */
public final class NoteScan {

    /** Most bytes of an owner's name that are read. */
    static final int OWNER_BYTES = 32;

    private static final int HEADER_BYTES = 12;
    private static final int WINDOW_BYTES = 4096;

    private final ElfBytes bytes;
    private final ElfLayout layout;
    private final EntryBudget budget;
    private final long start;
    private final long length;
    private final long readable;
    private final int alignment;

    private long offset;
    private long windowOffset;
    private ByteBuffer window = ByteBuffer.allocate(0);

    private NoteScan(ElfBytes bytes, ElfLayout layout, EntryBudget budget, Extent extent) throws IOException {
        this.bytes = bytes;
        this.layout = layout;
        this.budget = budget;
        this.start = extent.start;
        this.length = extent.length < 0 ? Long.MAX_VALUE : extent.length;
        this.readable = bytes.available(start, length);
        this.alignment = extent.alignment == 8 ? 8 : 4;
    }

    private record Extent(long start, long length, long alignment) {}

    /** The notes of a PT_NOTE segment that begins at {@code start} in the bytes. */
    public static NoteScan of(ElfBytes bytes, ElfLayout layout, EntryBudget budget, long start, ProgramHeader segment)
            throws IOException {
        Extent extent = new Extent(start, segment.fileBytes(), segment.alignment());
        return new NoteScan(bytes, layout, budget, extent);
    }

    static NoteScan of(ElfBytes bytes, ElfLayout layout, EntryBudget budget, ElfSections.Header section)
            throws IOException {
        Extent extent = new Extent(section.fileOffset(), section.size(), section.alignment());
        return new NoteScan(bytes, layout, budget, extent);
    }

    /**
     * The next note; empty after the last.
     *
     * @throws FormatException when a note is longer than its segment, or there are more than the budget allows
     */
    public Optional<Note> next() throws IOException {
        if (readable - offset < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer header = at(offset, HEADER_BYTES);
        long nameBytes = Integer.toUnsignedLong(header.getInt(0));
        long descriptorBytes = Integer.toUnsignedLong(header.getInt(4));
        long descriptor = aligned(offset + HEADER_BYTES + nameBytes);
        long end = descriptor + descriptorBytes;
        if (end > length) {
            throw new FormatException(
                    "ELF note", start + offset, "ends at " + end + " in a segment of " + length + " bytes");
        }
        if (end > readable) {
            offset = readable;
            return Optional.empty();
        }
        budget.spend("ELF notes", start + offset, 1);
        Note note = new Note(owner(nameBytes), header.getInt(8), start + descriptor, descriptorBytes);
        offset = aligned(end);
        return Optional.of(note);
    }

    /** The first build-id among the notes that are left. */
    Optional<BuildId> firstBuildId() throws IOException {
        for (Optional<Note> note = next(); note.isPresent(); note = next()) {
            Optional<BuildId> buildId = note.get().buildId(bytes);
            if (buildId.isPresent()) {
                return buildId;
            }
        }
        return Optional.empty();
    }

    private long aligned(long position) {
        return (position + alignment - 1) & -alignment;
    }

    private String owner(long nameBytes) throws IOException {
        int length = (int) Math.min(nameBytes, OWNER_BYTES);
        byte[] name = new byte[length];
        at(offset + HEADER_BYTES, length).get(name);
        String text = new String(name, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private ByteBuffer at(long position, int count) throws IOException {
        if (position < windowOffset || position + count > windowOffset + window.limit()) {
            long size = Math.min(readable - position, Math.max(count, windowBytes()));
            window = layout.read(bytes, start + position, size);
            windowOffset = position;
        }
        return window.slice((int) (position - windowOffset), count).order(layout.order());
    }

    private int windowBytes() {
        return Math.min(WINDOW_BYTES, budget.limits().recordBytes());
    }
}
