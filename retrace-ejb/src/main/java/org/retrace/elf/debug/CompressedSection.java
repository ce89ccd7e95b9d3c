// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.InflaterInputStream;
import org.retrace.archive.Compression;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBytes;

/**
 * What stands before the content of a compressed section (Elf64_Chdr, Elf32_Chdr).
 *
 * @param type ch_type
 * @param size of the content decompressed; unsigned
 * @param alignment of the content decompressed; unsigned
 * @param dataOffset where in the file the compressed content begins
 * @param dataBytes how long that is
 */
record CompressedSection(int type, long size, long alignment, long dataOffset, long dataBytes) {

    private static final int ELFCOMPRESS_ZLIB = 1;
    private static final int ELFCOMPRESS_ZSTD = 2;

    static CompressedSection read(ByteSource source, SectionTable table, int section, Limits limits)
            throws IOException {
        long offset = table.offset(section);
        int bytes = table.layout().is64() ? 24 : 12;
        if (table.size(section) < bytes) {
            throw new FormatException("ELF", offset, "a compressed section without its header");
        }
        ByteBuffer header = table.layout().read(ElfBytes.of(source, limits), offset, bytes);
        int word = table.layout().wordBytes();
        int size = table.layout().is64() ? 8 : 4;
        return new CompressedSection(
                header.getInt(0),
                table.layout().word(header, size),
                table.layout().word(header, size + word),
                offset + bytes,
                table.size(section) - bytes);
    }

    /**
     * The content, decompressed as it is read.
     *
     * @throws FormatException when it is compressed in a way that is not known
     */
    InputStream content(ByteSource source, Limits limits) throws IOException {
        InputStream data = new Region(source, dataOffset, dataBytes, limits);
        return switch (type) {
            case ELFCOMPRESS_ZLIB -> new InflaterInputStream(data);
            case ELFCOMPRESS_ZSTD -> Compression.decompress(data, limits);
            default -> throw new FormatException("ELF", dataOffset, "a section compressed by method " + type);
        };
    }
}
