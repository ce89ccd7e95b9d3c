// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A file that a thread of its own writes, so that the next bytes are decompressed meanwhile. */
public final class WriteBehind implements Closeable {

    static final int BUFFER_BYTES = 1 << 16;

    /** In memory at once, beside the one that is being filled. */
    private static final int BUFFERS = 4;

    private final SparseFile file;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread writer = new Thread(work, "write-behind");
        writer.setDaemon(true);
        return writer;
    });
    private final Deque<Future<byte[]>> writing = new ArrayDeque<>();

    /** @param file is closed with this */
    public WriteBehind(SparseFile file) {
        this.file = file;
    }

    /**
     * A buffer to be filled, of {@value #BUFFER_BYTES} bytes; waits until there is one.
     *
     * @throws IOException when what was given to {@link #write} before cannot be written
     */
    public byte[] buffer() throws IOException {
        return writing.size() < BUFFERS ? new byte[BUFFER_BYTES] : written(writing.remove());
    }

    /** Appends the first bytes of a buffer, which is not the caller's any more. */
    public void write(byte[] buffer, int length) {
        writing.add(thread.submit(() -> {
            file.write(buffer, length);
            return buffer;
        }));
    }

    private static byte[] written(Future<byte[]> buffer) throws IOException {
        try {
            return buffer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was written");
        }
    }

    /** Ends the file; all of it was written unless this or something before it throws. */
    @Override
    public void close() throws IOException {
        try (file) {
            finish();
        }
    }

    private void finish() throws IOException {
        try {
            while (!writing.isEmpty()) {
                written(writing.remove());
            }
        } finally {
            end();
        }
    }

    /** What is not written by now is in vain; but nobody shall write to a file that is closed. */
    private void end() throws IOException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IOException("a write did not end within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a file was written");
        }
    }
}
