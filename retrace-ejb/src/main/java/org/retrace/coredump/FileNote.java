// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrace.bytes.FormatException;
import org.retrace.elf.ElfLayout;
import org.retrace.elf.EntryBudget;

/** The mapped files of the process (NT_FILE), in the order of their addresses. */
final class FileNote {

    /** Most ranges of one process: vm.max_map_count, as Linux sets it. */
    static final int MAX_RANGES = 65_530;

    /**
     * The largest note that Linux can be told to write (kernel.core_file_note_size_limit); by itself it ends at 4 MiB.
     */
    static final int MAX_BYTES = 16 << 20;

    private static final String FORMAT = "NT_FILE note";

    /**
     * One mapped piece of a file.
     *
     * @param start address, unsigned
     * @param end address after its last byte, unsigned
     * @param atFileStart whether it begins with the first byte of the file
     */
    record Range(long start, long end, boolean atFileStart) {}

    private final Map<String, List<Range>> rangesByPath = new LinkedHashMap<>();

    /** @throws FormatException when the note is of a length that no kernel writes */
    static void checkBytes(long bytes) throws FormatException {
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw new FormatException(
                    FORMAT, 0, "has " + Long.toUnsignedString(bytes) + " bytes, at most " + MAX_BYTES);
        }
    }

    /** @throws FormatException when the note does not hold the ranges and names it claims, or claims too many */
    static FileNote parse(ByteBuffer note, ElfLayout layout, EntryBudget budget) throws FormatException {
        int word = layout.wordBytes();
        if (note.limit() < 2 * word) {
            throw new FormatException(FORMAT, 0, "has " + note.limit() + " bytes");
        }
        long claimed = layout.word(note, 0);
        if (claimed < 0 || claimed > MAX_RANGES || claimed > (note.limit() - 2 * word) / (3 * word)) {
            throw new FormatException(FORMAT, 0, "claims " + Long.toUnsignedString(claimed) + " ranges");
        }
        int count = budget.spend(FORMAT, 0, claimed);
        FileNote files = new FileNote();
        note.position(2 * word + count * 3 * word);
        for (int i = 0; i < count; i++) {
            files.add(name(note), range(note, 2 * word + i * 3 * word, layout));
        }
        return files;
    }

    private static Range range(ByteBuffer note, int position, ElfLayout layout) {
        int word = layout.wordBytes();
        long pages = layout.word(note, position + 2 * word);
        return new Range(layout.word(note, position), layout.word(note, position + word), pages == 0);
    }

    private static String name(ByteBuffer note) throws FormatException {
        int start = note.position();
        int end = start;
        while (end < note.limit() && note.get(end) != 0) {
            end++;
        }
        if (end == note.limit()) {
            throw new FormatException(FORMAT, start, "ends in the middle of its names");
        }
        byte[] name = new byte[end - start];
        note.get(name).get();
        return new String(name, StandardCharsets.UTF_8);
    }

    private void add(String path, Range range) {
        rangesByPath.computeIfAbsent(path, p -> new ArrayList<>()).add(range);
    }

    /** The ranges of each file, the files in the order of their first range. */
    Map<String, List<Range>> rangesByPath() {
        return rangesByPath;
    }
}
