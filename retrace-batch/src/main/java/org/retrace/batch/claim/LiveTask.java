// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.retrace.process.Cancellation;
import org.retrace.task.queue.TaskClaims;

/**
 * The job of one task as this server sees it: in which execution, whether in a step, until when. A job is alive while
 * it is in a step, and for a while between steps, where nobody sees it; JBeret says nothing of a job that died because
 * the database was away. Not safe for threads; {@link LiveTasks} locks.
 */
final class LiveTask {

    /** Longest time between two steps, the start and the end of the job included. */
    static final Duration LONGEST_GAP = Duration.ofSeconds(30);

    /** Without a renewal; stopped then, a step has ended when its lease does. */
    static final Duration LONGEST_TRUST = TaskClaims.LEASE.minusSeconds(10);

    private static final long NONE_YET = -1;

    private final long begin;
    private final Duration left;
    private long execution = NONE_YET;
    private long lastSign;
    private long renewal;
    private @Nullable Cancellation step;
    private @Nullable Duration stepLimit;
    private long stepBegin;
    private boolean endedWithoutWord;
    private Ending ending = Ending.NONE;
    private @Nullable Failure failure;

    /** Why a step was told to stop. */
    enum Ending {
        NONE,
        TIMED_OUT,
        LEASE_OVER,
        CLAIM_LOST
    }

    /**
     * Why a step ended by an exception.
     *
     * @param reason for the uploader
     * @param outage whether it was trouble of the server and none of the task's making
     */
    record Failure(String reason, boolean outage) {}

    /** @param left how long the task may still run */
    LiveTask(Duration left, long now) {
        this.left = left;
        begin = now;
        lastSign = now;
        renewal = now;
    }

    /**
     * Its lease was renewed.
     *
     * @param asked when the database was asked for it, before which it cannot have begun
     */
    void renewed(long asked) {
        renewal = asked;
    }

    /** Says no when another execution has begun for the same claim. */
    boolean began(long execution, long now) {
        if (this.execution != NONE_YET) {
            return false;
        }
        this.execution = execution;
        lastSign = now;
        return true;
    }

    boolean isOf(long execution) {
        return this.execution == execution;
    }

    boolean isIn(long execution) {
        return isOf(execution) && !endedWithoutWord && ending != Ending.CLAIM_LOST;
    }

    boolean hasLost(long execution) {
        return isOf(execution) && ending == Ending.CLAIM_LOST;
    }

    /** @param limit null when only the task's own time counts */
    void entered(Cancellation cancellation, @Nullable Duration limit, long now) {
        step = cancellation;
        stepLimit = limit;
        stepBegin = now;
        lastSign = now;
        ending = Ending.NONE;
    }

    /** The step has ended; says why it was told to, if it was. */
    Ending left(long now) {
        step = null;
        lastSign = now;
        return ending;
    }

    /** What ended with its lease is no fault of the task. */
    void failed(Failure why) {
        failure = new Failure(why.reason(), why.outage() || ending == Ending.LEASE_OVER);
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    /** The job has ended, and the database could not be told, or nobody knows. */
    void endedWithoutWord() {
        endedWithoutWord = true;
    }

    boolean isAlive(long now) {
        return !endedWithoutWord && (step != null || now - lastSign < LONGEST_GAP.toNanos());
    }

    /** Stops a step that has reached its limit, or its task's, or that somebody else may have begun by now. */
    void expire(long now) {
        if (now - renewal >= LONGEST_TRUST.toNanos()) {
            stop(Ending.LEASE_OVER);
        }
        boolean late = stepLimit == null ? now - begin >= left.toNanos() : now - stepBegin >= stepLimit.toNanos();
        if (late) {
            stop(Ending.TIMED_OUT);
        }
    }

    void stop(Ending why) {
        if (step != null && ending == Ending.NONE) {
            ending = why;
            step.cancel();
        } else if (why == Ending.CLAIM_LOST) {
            ending = why;
        }
    }
}
