// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.retrace.bytes.FormatException;

/**
 * The archive below a tar decoder that trusts its input. Every read is full, because the decoder takes a short one
 * within a sparse file for the end of a piece, and half a header for the end of the archive; and headers, long names
 * and maps of holes, which the decoder gathers in memory and by recursion, may take only so many bytes an entry.
 */
final class TarInput extends FilterInputStream {

    private static final int RECORD_BYTES = 512;

    private final long headerBytes;
    private boolean inHeaders;
    private long headerBytesLeft;

    /** @param headerBytes most bytes that may come before an entry's content */
    TarInput(InputStream in, long headerBytes) {
        super(in);
        this.headerBytes = headerBytes;
    }

    /** From here on headers are read. */
    void beginHeaders() {
        inHeaders = true;
        headerBytesLeft = headerBytes;
    }

    /** From here on content is read, any number of bytes. */
    void beginContent() {
        inHeaders = false;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.readNBytes(buffer, offset, length);
        headerBytesLeft -= n;
        if (inHeaders && headerBytesLeft < 0) {
            throw new FormatException("tar", -1, "headers of more than " + headerBytes + " bytes");
        }
        if (inHeaders && length == RECORD_BYTES && n > 0 && n < RECORD_BYTES) {
            throw new FormatException("tar", -1, "the archive is cut");
        }
        return n == 0 && length > 0 ? -1 : n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
