// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A stream that a thread of its own reads, two MiB ahead of who reads this one: a payload is decompressed while what
 * came before is written. What it throws, this throws in its place.
 */
public final class ReadAhead extends InputStream {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int BUFFERS = 8;

    private final InputStream in;
    private final Semaphore room = new Semaphore(BUFFERS);
    private final BlockingQueue<ByteBuffer> filled = new LinkedBlockingQueue<>();
    private final Thread thread;
    /** What has no capacity is the end. */
    private ByteBuffer current = ByteBuffer.allocate(1).limit(0);

    /** Why there is no more; set before the end is told. */
    private volatile Optional<IOException> failure =
            Optional.of(new IOException("reading ahead ended before the stream did"));

    /** @param in is read from now on, and closed with this one */
    public ReadAhead(InputStream in) {
        this.in = in;
        thread = new Thread(this::readAll, "read-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll() {
        try {
            int length = BUFFER_BYTES;
            while (length == BUFFER_BYTES) {
                room.acquire();
                byte[] buffer = new byte[BUFFER_BYTES];
                length = in.readNBytes(buffer, 0, BUFFER_BYTES);
                filled.add(ByteBuffer.wrap(buffer, 0, length));
            }
            failure = Optional.empty();
        } catch (IOException e) {
            failure = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } finally {
            filled.add(ByteBuffer.allocate(0));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!current.hasRemaining() && current.capacity() > 0) {
            next();
        }
        if (current.capacity() == 0) {
            return end();
        }
        int read = Math.min(length, current.remaining());
        current.get(buffer, offset, read);
        return read;
    }

    private void next() throws InterruptedIOException {
        try {
            current = filled.take();
            room.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a stream was read ahead");
        }
    }

    private int end() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return -1;
    }

    /** Ends the thread first: no decoder stands being closed while it works. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        in.close();
    }
}
