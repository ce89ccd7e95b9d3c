// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;
import java.util.zip.ZipException;
import org.apache.commons.compress.CompressException;
import org.retrace.bytes.FormatException;
import org.tukaani.xz.XZIOException;

/**
 * A decoder of somebody else's, made to fail as ours do: whatever broken data makes it throw becomes a
 * {@link FormatException}; a failure of the stream below passes as it is.
 */
class CheckedStream extends FilterInputStream {

    private final String format;
    private final IntSupplier mostBytesOfRead;
    private long position;

    CheckedStream(String format, InputStream decoder) {
        this(format, decoder, () -> Integer.MAX_VALUE);
    }

    /** @param mostBytesOfRead how many bytes the decoder may be asked for at once */
    CheckedStream(String format, InputStream decoder, IntSupplier mostBytesOfRead) {
        super(decoder);
        this.format = format;
        this.mostBytesOfRead = mostBytesOfRead;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = super.read(buffer, offset, Math.min(length, mostBytesOfRead.getAsInt()));
            position += Math.max(0, n);
            return n;
        } catch (IOException | RuntimeException e) {
            throw translate(format, position, e);
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(0, bytes))];
        long skipped = 0;
        while (skipped < bytes) {
            int n = read(buffer, 0, (int) Math.min(buffer.length, bytes - skipped));
            if (n < 0) {
                break;
            }
            skipped += n;
        }
        return skipped;
    }

    /** The exception to throw for one of a decoder's. */
    static IOException translate(String format, long position, Exception e) {
        if (e instanceof FormatException known) {
            return known;
        }
        boolean broken = !(e instanceof IOException)
                || e instanceof EOFException
                || e instanceof ZipException
                || e instanceof XZIOException
                || e instanceof ZstdIOException
                || e instanceof CompressException
                || isLibrary(e);
        return broken ? new FormatException(format, position, String.valueOf(e.getMessage())) : (IOException) e;
    }

    /** Whether an exception was made by a decoder itself, not by the stream it reads. */
    private static boolean isLibrary(Exception e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("org.apache.commons.");
    }
}
