// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The body of a request that must keep coming: a client for whose bytes we have waited long must have sent a fair
 * number of them meanwhile. Only the waiting counts, not what we do with the bytes.
 */
final class PacedInput extends ServletInputStream {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** 4 KiB a second, what a telephone line carries. */
    private static final long WINDOW_BYTES = 20 * 4096;

    private final ServletInputStream body;
    private final SilenceWatch watch;
    private final LongSupplier clock;
    private long waited;
    private long bytes;

    /** @param clock nanoseconds that never run backwards */
    PacedInput(ServletInputStream body, SilenceWatch watch, LongSupplier clock) {
        this.body = body;
        this.watch = watch;
        this.clock = clock;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long before = clock.getAsLong();
        int n = receive(buffer, offset, length);
        waited += clock.getAsLong() - before;
        bytes += Math.max(0, n);
        if (n >= 0 && waited > WINDOW_NANOS) {
            if (bytes < WINDOW_BYTES) {
                throw new SlowClientException();
            }
            waited = 0;
            bytes = 0;
        }
        return n;
    }

    /** What fails here is the client's, never our disk's: the body ends too early. */
    private int receive(byte[] buffer, int offset, int length) throws IOException {
        SilenceWatch.Wait wait = watch.begin();
        try (wait) {
            return body.read(buffer, offset, length);
        } catch (IOException e) {
            if (wait.isWoken()) {
                throw new SlowClientException();
            }
            EOFException end = new EOFException("the client is gone: " + e.getMessage());
            end.initCause(e);
            throw end;
        }
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
