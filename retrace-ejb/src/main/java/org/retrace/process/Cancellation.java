// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wish to stop some work, made by one thread and seen by others. Once made it stays: commands that run under it end
 * within a second, later ones do not start. Safe for any number of threads.
 */
public final class Cancellation {

    private long beginNanos = System.nanoTime();
    private boolean cancelled;
    private @Nullable Thread worker;

    /** Makes the wish; returns at once, before the command has ended. */
    public synchronized void cancel() {
        cancelled = true;
        if (worker != null) {
            worker.interrupt();
        }
    }

    /** From now on the wish interrupts this thread too, so that reading and writing of files ends. */
    public synchronized void interrupts(Thread thread) {
        worker = thread;
        if (cancelled) {
            thread.interrupt();
        }
    }

    /** Ends {@link #interrupts}: the calling thread, if it was the one, is not interrupted any more. */
    public synchronized void interruptsNobody() {
        worker = null;
        cancelled = Thread.interrupted() || cancelled;
    }

    /** The work began earlier than this was made. */
    public synchronized void countFrom(long nanoTime) {
        beginNanos = nanoTime;
    }

    /** How long the work has gone on, by the clock of the Java machine, which nobody sets. */
    public synchronized Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - beginNanos);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }
}
