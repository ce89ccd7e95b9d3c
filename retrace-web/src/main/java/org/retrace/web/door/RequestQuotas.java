// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests each may make in a minute that begins with the first of them. Keeps what is under way alone:
 * minutes that have passed are forgotten. Safe for any number of threads.
 */
final class RequestQuotas {

    static final Duration WINDOW = Duration.ofMinutes(1);

    /** Minutes that are kept at most; beyond, the oldest end early. */
    private static final int MOST = 100_000;

    private final Map<String, Window> windows = new HashMap<>();
    private long lastSweep = Long.MIN_VALUE;

    /** A minute of somebody. */
    private static final class Window {
        private final long begun;
        private int requests;

        private Window(long begun) {
            this.begun = begun;
        }
    }

    /**
     * What is left to somebody.
     *
     * @param granted whether this request counts among those that they may make
     * @param remaining how many more until the minute ends
     * @param resetSeconds when it ends, rounded up
     */
    record Standing(boolean granted, int remaining, long resetSeconds) {}

    /**
     * Counts a request.
     *
     * @param who makes it
     * @param most requests in a minute
     * @param now in nanoseconds, as {@link System#nanoTime()} tells
     */
    synchronized Standing count(String who, int most, long now) {
        sweep(now);
        Window window = windows.computeIfAbsent(who, name -> new Window(now));
        boolean granted = window.requests < most;
        if (granted) {
            window.requests++;
        }
        long left = WINDOW.toNanos() - (now - window.begun);
        return new Standing(granted, Math.max(0, most - window.requests), Math.max(1, (long) Math.ceil(left / 1e9)));
    }

    /** Whether somebody has made as many as they may, without counting anything. */
    synchronized boolean isSpent(String who, int most, long now) {
        Window window = windows.get(who);
        return window != null && now - window.begun < WINDOW.toNanos() && window.requests >= most;
    }

    private void sweep(long now) {
        boolean due = lastSweep == Long.MIN_VALUE
                || now - lastSweep >= Duration.ofSeconds(1).toNanos();
        if (due || windows.size() >= MOST) {
            lastSweep = now;
            windows.values().removeIf(window -> now - window.begun >= WINDOW.toNanos());
        }
        if (windows.size() >= MOST) {
            windows.clear();
        }
    }
}
