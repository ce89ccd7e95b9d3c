// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** The section in which gdb finds names without reading all DWARF of a file. */
public final class GdbIndex {

    private static final String NAME = ".gdb_index";

    private GdbIndex() {}

    /**
     * Whether a file has DWARF and no index.
     *
     * @throws FormatException when it is no ELF file, or a broken one
     */
    public static boolean isMissingIn(Path file, Limits limits) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            Optional<SectionTable> table = SectionTable.read(source, limits);
            return table.isPresent()
                    && table.get().has(".debug_info")
                    && Stream.of(NAME, ".debug_names").noneMatch(table.get()::has);
        }
    }

    /**
     * Adds an index at the end of a file.
     *
     * @param from what gdb wrote
     * @param start where in it the index begins
     * @throws FormatException when it is no ELF file, or a broken one, or has no room for one more section; the file is
     *     as it was then
     */
    public static void add(Path file, FileChannel from, long start, long bytes, Limits limits) throws IOException {
        SectionTable table;
        try (ByteSource source = ByteSource.open(file)) {
            table = SectionTable.read(source, limits)
                    .orElseThrow(() -> new FormatException("ELF", 0, "no table of sections that can grow"));
            table.checkRoom(source.size() + bytes);
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long place = SectionTable.aligned(out.size(), Long.BYTES);
            out.position(place);
            for (long sent = 0; sent < bytes; ) {
                sent += from.transferTo(start + sent, bytes - sent, out);
            }
            SectionTable more = table.with(NAME, place, bytes, place + bytes);
            SectionTable.writeAll(out, more.names(), place + bytes);
            more.write(out);
        }
    }
}
