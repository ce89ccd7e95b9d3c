// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf.debug;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;

/** A part of a file as a stream. */
final class Region extends InputStream {

    private static final int CHUNK_BYTES = 1 << 18;

    private final ByteSource source;
    private final Limits limits;
    private long position;
    private long left;
    private ByteBuffer chunk = ByteBuffer.allocate(0);

    Region(ByteSource source, long position, long bytes, Limits limits) {
        this.source = source;
        this.position = position;
        this.left = bytes;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!chunk.hasRemaining()) {
            if (left == 0) {
                return -1;
            }
            chunk = source.read("ELF", position, Math.min(left, CHUNK_BYTES), limits);
            position += chunk.remaining();
            left -= chunk.remaining();
        }
        int read = Math.min(length, chunk.remaining());
        chunk.get(buffer, offset, read);
        return read;
    }
}
