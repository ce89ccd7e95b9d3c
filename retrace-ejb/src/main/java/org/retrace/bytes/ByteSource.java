// SPDX-License-Identifier: Apache-2.0
package org.retrace.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of untrusted bytes read at positions, so that a coredump larger than memory is never read whole. Not for
 * concurrent use; whoever opened it closes it.
 */
public final class ByteSource implements Closeable {

    private final FileChannel channel;
    private final long size;

    private ByteSource(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /** Opens a file; its size is taken once, now. */
    public static ByteSource open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new ByteSource(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Size of the file in bytes when it was opened. */
    public long size() {
        return size;
    }

    /** Whether the file holds all of {@code length} bytes at the offset. */
    public boolean holds(long fileOffset, long length) {
        return fileOffset >= 0 && length >= 0 && fileOffset <= size && length <= size - fileOffset;
    }

    /**
     * Exactly {@code length} bytes from {@code fileOffset}, big endian until the caller sets another order.
     *
     * @param format what is being read, for the error
     * @throws FormatException when the file ends before them, or the length is more than the limits allow
     */
    public ByteBuffer read(String format, long fileOffset, long length, Limits limits) throws IOException {
        int bytes = limits.checkedRecordBytes(format, fileOffset, length);
        if (!holds(fileOffset, bytes)) {
            throw new FormatException(format, fileOffset, "needs " + bytes + " bytes, the file has " + size);
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, fileOffset + buffer.position()) < 0) {
                throw new FormatException(format, fileOffset + buffer.position(), "the file became shorter");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
