// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong passwords of the last minute, of each task and address on its own. Only the newest some thousand pairs are
 * remembered, so that their number hurts nobody.
 */
@ApplicationScoped
public class PasswordFailures {

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int REMEMBERED = 10_000;

    private final Map<String, Count> counts = new LinkedHashMap<>();

    /**
     * Failures since a moment.
     *
     * @param since by the clock that never runs backwards
     */
    private record Count(long since, int failures) {

        boolean isOver(long now) {
            return now - since >= WINDOW.toNanos();
        }
    }

    /**
     * Whether so many passwords were wrong that not even the right one is looked at.
     *
     * @param now nanoseconds of a clock that never runs backwards
     */
    synchronized boolean isShut(String task, String address, int most, long now) {
        Count count = counts.get(task + " " + address);
        return count != null && !count.isOver(now) && count.failures() >= most;
    }

    /** A password was wrong. */
    synchronized void failed(String task, String address, long now) {
        String key = task + " " + address;
        Count before = counts.remove(key);
        counts.put(
                key,
                before == null || before.isOver(now)
                        ? new Count(now, 1)
                        : new Count(before.since(), before.failures() + 1));
        if (counts.size() > REMEMBERED) {
            counts.remove(counts.keySet().iterator().next());
        }
    }
}
