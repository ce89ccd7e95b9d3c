// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.retrace.bytes.FormatException;

/**
 * The archive below a tar decoder that trusts its input. Every read is full, because the decoder takes a short one
 * within a sparse file for the end of a piece; and headers, long names and maps of holes, which the decoder gathers in
 * memory and by recursion, may take only so many bytes an entry.
 */
final class TarInput extends FilterInputStream {

    private static final int RECORD_BYTES = 512;

    private final long headerBytes;
    private long headerBytesLeft = Long.MAX_VALUE;
    private boolean endMark;

    /** @param headerBytes most bytes that may come before an entry's content */
    TarInput(InputStream in, long headerBytes) {
        super(in);
        this.headerBytes = headerBytes;
    }

    /** From here on headers are read. */
    void beginHeaders() {
        headerBytesLeft = headerBytes;
        endMark = false;
    }

    /** From here on content is read, any number of bytes. */
    void beginContent() {
        headerBytesLeft = Long.MAX_VALUE;
    }

    /** Whether a record of zeros, which ends an archive, came since {@link #beginHeaders()}. */
    boolean hasEndMark() {
        return endMark;
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
        if (headerBytesLeft < 0) {
            throw new FormatException("tar", -1, "headers of more than " + headerBytes + " bytes");
        }
        endMark |= n == RECORD_BYTES && isZero(buffer, offset);
        return n == 0 && length > 0 ? -1 : n;
    }

    @Override
    public long skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(0, bytes))];
        return buffer.length == 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static boolean isZero(byte[] buffer, int offset) {
        for (int i = 0; i < RECORD_BYTES; i++) {
            if (buffer[offset + i] != 0) {
                return false;
            }
        }
        return true;
    }
}
