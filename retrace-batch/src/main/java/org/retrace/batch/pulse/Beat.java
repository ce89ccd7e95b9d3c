// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.pulse;

import java.time.Duration;

/** A thing that is done again and again. */
enum Beat {
    CLAIM(Duration.ofSeconds(1), Duration.ofSeconds(1)),
    WATCH(Duration.ofSeconds(1), Duration.ofSeconds(1)),
    HEARTBEAT(Duration.ofSeconds(10), Duration.ofSeconds(10)),
    STORE(Duration.ofSeconds(10), Duration.ofMinutes(1)),
    ORPHANS(Duration.ofMillis(1), Duration.ofMinutes(10)),
    CRASHES(Duration.ofMinutes(10), Duration.ofMinutes(10)),
    RERUNS(Duration.ofSeconds(1), Duration.ofSeconds(1)),
    SYNCS(Duration.ofSeconds(1), Duration.ofSeconds(10)),
    SYNC_TIMES(Duration.ofMillis(1), Duration.ofSeconds(10));

    private final Duration first;
    private final Duration period;

    Beat(Duration first, Duration period) {
        this.first = first;
        this.period = period;
    }

    /** From the start to the first time. */
    Duration first() {
        return first;
    }

    /** From the end of one to the next. */
    Duration period() {
        return period;
    }
}
