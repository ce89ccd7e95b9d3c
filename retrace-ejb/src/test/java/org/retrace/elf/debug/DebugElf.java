// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;
import org.retrace.elf.BuildId;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfBytes;
import org.retrace.elf.ElfLayout;

/** Small debuginfo files with compressed sections. */
final class DebugElf {

    static final BuildId BUILD_ID = new BuildId("0123456789abcdef0123456789abcdef01234567");
    static final byte[] INFO = "information ".repeat(200).getBytes(StandardCharsets.US_ASCII);
    static final byte[] LINES = "lines ".repeat(333).getBytes(StandardCharsets.US_ASCII);
    static final byte[] NAMES = "names\0".repeat(11).getBytes(StandardCharsets.US_ASCII);

    private static final int ZLIB = 1;
    private static final int ZSTD = 2;

    private DebugElf() {}

    /** A build-id; then sections compressed by zlib, not at all, and by zstd. */
    static ElfBuilder compressed(ElfLayout layout) throws IOException {
        return note(layout)
                .section(".debug_info", ElfBuilder.SHT_PROGBITS, SectionTable.SHF_COMPRESSED, zlib(layout, INFO, 1), 8)
                .section(".debug_str", ElfBuilder.SHT_PROGBITS, NAMES, 1)
                .section(".debug_line", ElfBuilder.SHT_PROGBITS, SectionTable.SHF_COMPRESSED, zstd(layout, LINES), 8);
    }

    static ElfBuilder note(ElfLayout layout) {
        return new ElfBuilder(layout, ElfBuilder.ET_DYN, ElfBuilder.EM_X86_64)
                .section(
                        ".note.gnu.build-id",
                        ElfBuilder.SHT_NOTE,
                        SectionTable.SHF_ALLOC,
                        ElfBuilder.note(layout, "GNU", 3, BUILD_ID.bytes()),
                        4);
    }

    static byte[] zlib(ElfLayout layout, byte[] content, long alignment) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(content);
        }
        return withHeader(layout, ZLIB, content.length, alignment, deflated.toByteArray());
    }

    private static byte[] zstd(ElfLayout layout, byte[] content) {
        return withHeader(layout, ZSTD, content.length, 16, Zstd.compress(content));
    }

    static byte[] withHeader(ElfLayout layout, int type, long size, long alignment, byte[] data) {
        ByteBuffer header = ByteBuffer.allocate(layout.is64() ? 24 : 12).order(layout.order());
        if (layout.is64()) {
            header.putInt(type).putInt(0).putLong(size).putLong(alignment);
        } else {
            header.putInt(type).putInt((int) size).putInt((int) alignment);
        }
        return ElfBuilder.concat(header.array(), data);
    }

    /** What each section of a file has, in the table's order. */
    static List<byte[]> contents(Path file) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (ByteSource source = ByteSource.open(file)) {
            SectionTable table = SectionTable.read(source, Limits.GENEROUS).orElseThrow();
            for (int section = 0; section < table.count(); section++) {
                contents.add(
                        ElfBytes.of(source, Limits.GENEROUS).readArray(table.offset(section), table.size(section)));
            }
        }
        return contents;
    }
}
