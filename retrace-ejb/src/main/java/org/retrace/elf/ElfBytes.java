// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** Bytes in which ELF structures lie: a file read at offsets, or a crashed process's memory read at addresses. */
public interface ElfBytes {

    /**
     * Exactly these bytes, big endian until the caller sets another order.
     *
     * @param position unsigned
     * @throws FormatException when they are not all there, or are more than the limits allow
     */
    ByteBuffer read(long position, long length) throws IOException;

    /** As {@link #read}, copied into an array. */
    default byte[] readArray(long position, long length) throws IOException {
        ByteBuffer buffer = read(position, length);
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return array;
    }

    /**
     * How many bytes can be read from the position on without a gap, at most {@code wanted}.
     *
     * @param wanted not negative
     * @throws FormatException when finding out takes more steps than the limits allow
     */
    long available(long position, long wanted) throws IOException;

    /** The bytes of a file at its offsets. */
    static ElfBytes of(ByteSource source, Limits limits) {
        return new ElfBytes() {
            @Override
            public ByteBuffer read(long position, long length) throws IOException {
                return source.read("ELF", position, length, limits);
            }

            @Override
            public long available(long position, long wanted) {
                boolean inside = position >= 0 && position < source.size();
                return inside ? Math.min(wanted, source.size() - position) : 0;
            }
        };
    }
}
