// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A stream that a thread of its own reads, two MiB ahead of who reads this one: a payload is decompressed while what
 * came before is written. What it throws, this throws in its place.
 */
public final class ReadAhead extends InputStream {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int BUFFERS = 8;

    private final InputStream in;
    private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BUFFERS);
    /** Has room for what says the end beside all buffers. */
    private final BlockingQueue<Part> filled = new ArrayBlockingQueue<>(BUFFERS + 1);

    private final Thread thread;
    private Part current = new Part(new byte[0], 0, Optional.empty());
    private int position;

    /**
     * Some of the stream.
     *
     * @param length of what is in the buffer; less than none at the stream's end
     * @param failure in place of the stream's end
     */
    private record Part(byte[] buffer, int length, Optional<IOException> failure) {}

    /** @param in is read from now on, and closed with this one */
    public ReadAhead(InputStream in) {
        this.in = in;
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(new byte[BUFFER_BYTES]);
        }
        thread = new Thread(this::readAll, "read-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private void readAll() {
        Optional<IOException> failure = Optional.of(new IOException("reading ahead ended before the stream did"));
        try {
            int length = BUFFER_BYTES;
            while (length == BUFFER_BYTES) {
                byte[] buffer = empty.take();
                length = in.readNBytes(buffer, 0, BUFFER_BYTES);
                filled.add(new Part(buffer, length, Optional.empty()));
            }
            failure = Optional.empty();
        } catch (IOException e) {
            failure = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } finally {
            filled.add(new Part(new byte[0], -1, failure));
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
        while (position == current.length()) {
            next();
        }
        if (current.length() < 0) {
            return end();
        }
        int read = Math.min(length, current.length() - position);
        System.arraycopy(current.buffer(), position, buffer, offset, read);
        position += read;
        return read;
    }

    private void next() throws InterruptedIOException {
        if (current.buffer().length == BUFFER_BYTES) {
            empty.add(current.buffer());
        }
        try {
            current = filled.take();
            position = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a stream was read ahead");
        }
    }

    private int end() throws IOException {
        if (current.failure().isPresent()) {
            throw current.failure().get();
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
