// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A thread that looks after one transfer: it tells the progress, and breaks the connection when the mirror stalls or is
 * too slow, or the thread that made this was interrupted. Close it when the transfer is over.
 */
final class TransferWatch implements Closeable {

    private static final long LOOK_MILLIS = 100;

    /** A thread for each transfer under way, which then looks after the next: many packages are small. */
    private static final Executor WATCHES =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), watch -> {
                Thread thread = new Thread(watch, "retrace-transfer");
                thread.setDaemon(true);
                return thread;
            });

    private final TransferRules rules;
    private final LongSupplier received;
    private final long begin;
    private final LongConsumer progress;
    private final Thread owner = Thread.currentThread();
    private final Closeable connection;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<String> complaint = Optional.empty();

    /**
     * Begins to watch.
     *
     * @param received how many bytes there are by now
     * @param connection is closed to break it, by the other thread
     */
    TransferWatch(TransferRules rules, LongSupplier received, LongConsumer progress, Closeable connection) {
        this.rules = rules;
        this.received = received;
        this.begin = received.getAsLong();
        this.progress = progress;
        this.connection = connection;
        WATCHES.execute(this::watch);
    }

    /**
     * All that a stream of a mirror gives, watched on its own.
     *
     * @param what it is, for the error
     * @throws MirrorException when that is too much
     */
    static byte[] readAll(Mirror mirror, InputStream in, int mostBytes, String what, TransferRules rules)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TransferWatch watch = new TransferWatch(rules, bytes::size, count -> {}, in)) {
            byte[] buffer = new byte[8192];
            for (int n = watch.read(mirror, in, buffer); n >= 0; n = watch.read(mirror, in, buffer)) {
                if (bytes.size() + n > mostBytes) {
                    throw mirror.failed(what + " has more than " + mostBytes + " bytes");
                }
                bytes.write(buffer, 0, n);
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Reads from the connection.
     *
     * @throws InterruptedIOException when the thread was interrupted
     * @throws MirrorException when the connection failed, with the watch's reason where it had one
     */
    int read(Mirror mirror, InputStream in, byte[] buffer) throws IOException {
        try {
            int n = in.read(buffer);
            throwInterruption();
            return n;
        } catch (IOException e) {
            throw translate(mirror, e);
        }
    }

    /** The exception to throw for a connection that failed. */
    IOException translate(Mirror mirror, IOException e) {
        if (owner.isInterrupted()) {
            return interruption();
        }
        if (e instanceof MirrorException known) {
            return known;
        }
        return mirror.silent(complaint().orElseGet(() -> reason(e)));
    }

    /** What an exception of the network says, in words. */
    static String reason(IOException e) {
        String message = e.getMessage();
        String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
        return message == null ? "the connection failed (" + kind + ")" : kind + ": " + message;
    }

    /** Why the watch broke the connection, if it did. */
    Optional<String> complaint() {
        return complaint;
    }

    private void throwInterruption() throws InterruptedIOException {
        if (owner.isInterrupted()) {
            throw interruption();
        }
    }

    static InterruptedIOException interruption() {
        return new InterruptedIOException("the transfer was interrupted");
    }

    private void watch() {
        long lastByte = System.nanoTime();
        long windowStart = lastByte;
        long count = begin;
        long windowCount = begin;
        while (!isOver()) {
            long now = System.nanoTime();
            long newCount = received.getAsLong();
            if (newCount != count) {
                lastByte = now;
                count = newCount;
                tell(count);
            }
            Optional<String> reason = complaint(now - lastByte, now - windowStart, count - windowCount);
            if (reason.isPresent()) {
                breakConnection(reason.get());
                return;
            }
            if (now - windowStart >= rules.patience().toNanos()) {
                windowStart = now;
                windowCount = count;
            }
        }
    }

    private boolean isOver() {
        try {
            return over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody does that
        }
    }

    private synchronized void tell(long bytes) {
        progress.accept(bytes);
    }

    private Optional<String> complaint(long silentNanos, long windowNanos, long windowBytes) {
        long patience = rules.patience().toNanos();
        if (owner.isInterrupted()) {
            return Optional.of("it was interrupted");
        }
        if (silentNanos >= patience) {
            return Optional.of("it sent nothing for " + TransferRules.inWords(rules.patience()));
        }
        double seconds = windowNanos / (double) TimeUnit.SECONDS.toNanos(1);
        if (windowNanos >= patience && windowBytes < rules.leastBytesPerSecond() * seconds) {
            return Optional.of("it sent only " + windowBytes + " bytes in " + Math.round(seconds) + " s");
        }
        return Optional.empty();
    }

    private void breakConnection(String reason) {
        complaint = Optional.of(reason);
        try {
            connection.close();
        } catch (IOException e) {
            complaint = Optional.of(reason + ", and could not be closed: " + e.getMessage());
        }
    }

    /** Ends the watch and tells the progress once more. */
    @Override
    public void close() {
        over.countDown();
        tell(received.getAsLong());
    }
}
