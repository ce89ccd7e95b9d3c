// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.retrace.bytes.FormatException;

/**
 * The bytes below a gzip decoder that keeps the name and comment of each member's header in memory, however long they
 * are. It reads those, and nothing else of that length, byte by byte.
 */
final class GzipInput extends FilterInputStream {

    private static final int MOST_SINGLE_BYTES = 1 << 16;

    private int singleBytes;

    GzipInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        singleBytes++;
        if (singleBytes > MOST_SINGLE_BYTES) {
            throw new FormatException("gzip", -1, "a header of more than " + MOST_SINGLE_BYTES + " bytes");
        }
        return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        singleBytes = 0;
        return in.read(buffer, offset, length);
    }
}
