// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** A thread that carries one stream of a program into a sink, up to a limit. */
final class StreamPump {

    private static final int CHUNK_BYTES = 64 << 10;

    private final InputStream source;
    private final OutputStream sink;
    private final boolean dropsTheRest;
    private final Thread thread;
    private long leftBytes;
    private volatile boolean writing;
    private volatile boolean abandoned;
    private volatile boolean exceeded;
    private volatile Optional<IOException> failure = Optional.empty();

    /** @param dropsTheRest whether to read on past the limit instead of stopping there */
    StreamPump(InputStream source, OutputStream sink, long limitBytes, boolean dropsTheRest) {
        this.source = source;
        this.sink = sink;
        this.leftBytes = limitBytes;
        this.dropsTheRest = dropsTheRest;
        this.thread = new Thread(this::pump, "retrace-output");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Waits for the end of the stream, which comes once all processes that hold its other end have ended; gives up when
     * that takes longer, but not on a sink that is slow.
     */
    void await(long millis) throws InterruptedException {
        do {
            thread.join(millis);
        } while (thread.isAlive() && writing);
    }

    /** Stops writing into the sink: a process that got away may still hold the stream open. */
    void abandon() {
        abandoned = true;
    }

    boolean exceeded() {
        return exceeded && !dropsTheRest;
    }

    boolean failed() {
        return failure.isPresent();
    }

    void throwFailure() throws IOException {
        if (failure.isPresent()) {
            throw new IOException("the output could not be stored", failure.get());
        }
    }

    private void pump() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            while (!exceeded || dropsTheRest) {
                writing = false;
                int length = source.read(chunk);
                writing = true;
                if (length < 0 || abandoned) {
                    return;
                }
                write(chunk, length);
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
    }

    private void write(byte[] chunk, int length) throws IOException {
        int taken = (int) Math.min(length, leftBytes);
        sink.write(chunk, 0, taken);
        leftBytes -= taken;
        exceeded = taken < length;
    }
}
