// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

import java.time.Duration;

/** Why a task goes back to the queue before its end; it goes on at the step where it was. */
public enum GiveBack {
    /** This server is shut down: others may go on at once. */
    SHUTDOWN(Duration.ZERO, 1, 0),

    /**
     * The database, the disk or the server itself was in trouble: it is tried again, and the attempt does not count.
     * The rest grows with the trouble.
     */
    OUTAGE(Duration.ofSeconds(5), 1, 1),

    /** The step failed and nobody knows why: it is tried again, and the attempt counts. */
    FAILURE(Duration.ofSeconds(10), 0, 0);

    /** However often trouble cut a task off, it rests no longer. */
    static final Duration LONGEST_REST = Duration.ofMinutes(5);

    /** So often trouble of the server costs a short rest only; from then on each is twice as long as the last. */
    static final int SHORT_RESTS = 4;

    private final Duration rest;
    private final int attemptsForgiven;
    private final int interruptions;

    GiveBack(Duration rest, int attemptsForgiven, int interruptions) {
        this.rest = rest;
        this.attemptsForgiven = attemptsForgiven;
        this.interruptions = interruptions;
    }

    /** How long nobody claims it. */
    Duration rest() {
        return rest;
    }

    int attemptsForgiven() {
        return attemptsForgiven;
    }

    int interruptions() {
        return interruptions;
    }
}
