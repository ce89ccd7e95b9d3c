// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Wakes threads that wait too long for a client's next byte. A stream of HTTP/2 has no time-out of its own, and its
 * connection lives as long as the client sends anything at all.
 */
final class SilenceWatch {

    /** Longest silence that is borne. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(25);

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final LongSupplier clock;

    /** @param clock nanoseconds that never run backwards */
    SilenceWatch(LongSupplier clock) {
        this.clock = clock;
    }

    /** To be closed by the same thread when its bytes have come. */
    Wait begin() {
        Wait wait = new Wait(Thread.currentThread(), clock.getAsLong());
        waits.add(wait);
        return wait;
    }

    /** To be called again and again: interrupts whoever has waited too long. */
    void look() {
        long now = clock.getAsLong();
        waits.forEach(wait -> wait.wakeIfOverdue(now));
    }

    /** One thread that waits for one piece of a body. */
    final class Wait implements AutoCloseable {

        private final Thread thread;
        private final long since;
        private boolean over;
        private boolean woken;

        private Wait(Thread thread, long since) {
            this.thread = thread;
            this.since = since;
        }

        private synchronized void wakeIfOverdue(long now) {
            if (!over && !woken && now - since > PATIENCE_NANOS) {
                woken = true;
                thread.interrupt();
            }
        }

        /** Whether the waiting was ended because it took too long. */
        synchronized boolean isWoken() {
            return woken;
        }

        /**
         * Nobody interrupts from here on, and what was meant for the waiting does not reach what the thread does next.
         */
        @Override
        public void close() {
            waits.remove(this);
            synchronized (this) {
                over = true;
                if (woken) {
                    Thread.interrupted();
                }
            }
        }
    }
}
