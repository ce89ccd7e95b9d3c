// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;

/** A file as ELF structures lie in it. */
record FileBytes(ByteSource source, Limits limits) implements ElfBytes {

    @Override
    public ByteBuffer read(long position, long length) throws IOException {
        return source.read("ELF", position, length, limits);
    }

    @Override
    public long available(long position, long wanted) {
        boolean inside = position >= 0 && position < source.size();
        return inside ? Math.min(wanted, source.size() - position) : 0;
    }
}
