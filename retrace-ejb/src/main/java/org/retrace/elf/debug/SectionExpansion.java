// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * The decompression of an ELF file's sections. What lies before the first compressed one stays where it is, what lies
 * behind it moves; so nothing that is loaded may lie there.
 */
public final class SectionExpansion {

    private static final String FORMAT = "ELF";
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MAX_ALIGNMENT = 4096;

    private final ByteSource source;
    private final SectionTable table;
    private final Limits limits;
    private final OutputStream out;
    private long position;

    private SectionExpansion(ByteSource source, SectionTable table, Limits limits, OutputStream out) {
        this.source = source;
        this.table = table;
        this.limits = limits;
        this.out = out;
    }

    /**
     * Writes a file with all sections of another decompressed.
     *
     * @param target is made; whoever calls removes it when this fails
     * @param limits {@link Limits#totalBytes()} bounds what is written
     * @return false when there is nothing to decompress, or no linker laid the file out; then nothing is written
     * @throws FormatException when it is no ELF file, or a broken one
     */
    public static boolean expand(Path file, Path target, Limits limits) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            Optional<SectionTable> table = SectionTable.read(source, limits);
            Optional<List<Integer>> moving = table.flatMap(t -> moving(t, source));
            if (moving.isEmpty()) {
                return false;
            }
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    BUFFER_BYTES)) {
                new SectionExpansion(source, table.get(), limits, out).write(moving.get());
            }
            table.get().checkRoom(Files.size(target));
            try (FileChannel written = FileChannel.open(target, StandardOpenOption.WRITE)) {
                table.get().write(written);
            }
            return true;
        }
    }

    /** The first compressed section and all behind it, in the file's order; empty when nothing is to be done. */
    private static Optional<List<Integer>> moving(SectionTable table, ByteSource source) {
        List<Integer> sections = IntStream.range(0, table.count())
                .filter(table::hasContent)
                .boxed()
                .sorted(Comparator.comparing(table::offset, Long::compareUnsigned))
                .toList();
        List<Integer> moving = sections.stream()
                .dropWhile(section -> !isCompressed(table, section))
                .toList();
        boolean loaded = moving.stream().anyMatch(section -> (table.flags(section) & SectionTable.SHF_ALLOC) != 0);
        return moving.isEmpty() || loaded || overlap(table, sections, source) ? Optional.empty() : Optional.of(moving);
    }

    private static boolean isCompressed(SectionTable table, int section) {
        return (table.flags(section) & SectionTable.SHF_COMPRESSED) != 0;
    }

    private static boolean overlap(SectionTable table, List<Integer> sections, ByteSource source) {
        long end = table.headersEnd();
        for (int section : sections) {
            if (table.offset(section) < end || !source.holds(table.offset(section), table.size(section))) {
                return true;
            }
            end = table.offset(section) + table.size(section);
        }
        return false;
    }

    private void write(List<Integer> moving) throws IOException {
        copy(new Region(source, 0, table.offset(moving.get(0)), limits), table.offset(moving.get(0)));
        for (int section : moving) {
            if (isCompressed(table, section)) {
                expand(section);
            } else {
                align(table.offset(section), table.alignment(section));
                long start = position;
                copy(new Region(source, table.offset(section), table.size(section), limits), table.size(section));
                table.place(section, start, table.size(section));
            }
        }
    }

    private void expand(int section) throws IOException {
        CompressedSection compressed = CompressedSection.read(source, table, section, limits);
        align(table.offset(section), compressed.alignment());
        long start = position;
        try (InputStream content = compressed.content(source, limits)) {
            copy(content, compressed.size());
            if (content.read() >= 0) {
                throw new FormatException(FORMAT, compressed.dataOffset(), "a section larger than it says");
            }
        } catch (ZipException | EOFException e) {
            throw new FormatException(FORMAT, compressed.dataOffset(), "a section that is not compressed as it says");
        }
        table.place(section, start, compressed.size());
        table.decompressed(section, compressed.alignment());
    }

    private void align(long offset, long alignment) throws IOException {
        if (alignment < 0 || alignment > MAX_ALIGNMENT) {
            throw new FormatException(FORMAT, offset, "aligns to " + Long.toUnsignedString(alignment));
        }
        long start = SectionTable.aligned(position, alignment);
        out.write(new byte[(int) (start - position)]);
        position = start;
    }

    private void copy(InputStream content, long bytes) throws IOException {
        if (bytes < 0 || bytes > limits.totalBytes() - position) {
            throw new FormatException(FORMAT, -1, "claims " + Long.toUnsignedString(bytes) + " bytes of a section");
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = bytes;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new FormatException(FORMAT, -1, "a section shorter than it says");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        position += bytes;
    }
}
