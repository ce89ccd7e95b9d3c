// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/** A new file, written from its beginning to its end; blocks of zeros become holes, which take no space. */
public final class SparseFile implements Closeable {

    /** What file systems allocate at least. */
    static final int BLOCK_BYTES = 4096;

    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final RandomAccessFile file;
    private long position;

    public SparseFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** Appends the first bytes of a buffer; only what begins at a multiple of the block becomes a hole. */
    public void write(byte[] buffer, int length) throws IOException {
        int from = 0;
        while (from < length) {
            int zeros = run(buffer, from, length, true);
            position += zeros;
            from += zeros;
            int content = run(buffer, from, length, false);
            if (content > 0) {
                file.seek(position);
                file.write(buffer, from, content);
                position += content;
                from += content;
            }
        }
    }

    /** Bytes from here on in blocks that are all zero, or are not. */
    private static int run(byte[] buffer, int from, int length, boolean zero) {
        int at = from;
        while (at < length) {
            int block = Math.min(BLOCK_BYTES, length - at);
            if (Arrays.equals(buffer, at, at + block, ZEROS, 0, block) != zero) {
                break;
            }
            at += block;
        }
        return at - from;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            file.setLength(position);
        }
    }
}
