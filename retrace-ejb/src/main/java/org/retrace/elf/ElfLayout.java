// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How an ELF file writes its numbers.
 *
 * @param is64 whether addresses and offsets are of 8 bytes (ELFCLASS64), else of 4
 * @param order byte order of every number
 */
public record ElfLayout(boolean is64, ByteOrder order) {

    /** Bytes of an address, an offset or a C {@code long}: 4 or 8. */
    public int wordBytes() {
        return is64 ? 8 : 4;
    }

    /** An unsigned word at a byte position of the buffer; one of 8 bytes may come out negative. */
    public long word(ByteBuffer buffer, int position) {
        return is64 ? buffer.getLong(position) : Integer.toUnsignedLong(buffer.getInt(position));
    }

    /** These bytes, in this layout's order. */
    public ByteBuffer read(ElfBytes bytes, long position, long length) throws IOException {
        return bytes.read(position, length).order(order);
    }
}
