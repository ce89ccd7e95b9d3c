// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.retrace.process.Cancellation;

/**
 * The tasks whose jobs run in this server: how many they are is what MaxParallelTasks bounds, which of them live is
 * what the heartbeat renews. Knows no database, so it is right when there is none. Safe for threads.
 */
@ApplicationScoped
public class LiveTasks {

    /** After a job was told to stop, as in a shutdown or when the server is suspended. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private @Nullable Long pauseBegin;
    private final Map<Long, LiveTask> tasks = new HashMap<>();

    /** By the clock of the Java machine, which nobody sets. */
    public LiveTasks() {
        this(System::nanoTime);
    }

    LiveTasks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The container stops jobs: this server is about to end, and takes nothing up for a while. */
    public synchronized void pause() {
        pauseBegin = nanoTime.getAsLong();
    }

    synchronized boolean isPaused() {
        return pauseBegin != null && nanoTime.getAsLong() - pauseBegin < PAUSE.toNanos();
    }

    /** Which tasks have a job here, dead or alive, and the claim of each. */
    synchronized Map<Long, LiveTask> all() {
        return new TreeMap<>(tasks);
    }

    synchronized Set<Long> alive() {
        long now = nanoTime.getAsLong();
        Set<Long> alive = new TreeSet<>();
        tasks.forEach((id, task) -> {
            if (task.isAlive(now)) {
                alive.add(id);
            }
        });
        return alive;
    }

    /**
     * A task was claimed and its job is about to begin.
     *
     * @param left how long it may still run
     */
    synchronized void claimed(long taskId, Duration left) {
        tasks.put(taskId, new LiveTask(left, nanoTime.getAsLong()));
    }

    /**
     * A task's job has begun in this execution.
     *
     * @return false when the claim that it was started for is gone, or has another execution
     */
    public synchronized boolean began(long taskId, long execution) {
        LiveTask task = tasks.get(taskId);
        return task != null && task.began(execution, nanoTime.getAsLong());
    }

    /**
     * An execution enters a step.
     *
     * @param limit of the step; null when only the task's own time counts
     * @return false when this execution has no claim any more and must not go on
     */
    public synchronized boolean enter(
            long taskId, long execution, Cancellation cancellation, @Nullable Duration limit) {
        LiveTask task = tasks.get(taskId);
        if (task == null || !task.isIn(execution)) {
            return false;
        }
        long now = nanoTime.getAsLong();
        task.entered(cancellation, limit, now);
        task.expire(now);
        return true;
    }

    /** A step of this execution has ended; says whether its time ran out. */
    public synchronized boolean leaveTimedOut(long taskId, long execution) {
        LiveTask task = tasks.get(taskId);
        return task != null && task.isOf(execution) && task.left(nanoTime.getAsLong()) == LiveTask.Ending.TIMED_OUT;
    }

    /** Notes why a step of this execution ended by an exception. */
    public synchronized void failed(long taskId, long execution, String reason, boolean outage) {
        LiveTask task = tasks.get(taskId);
        if (task != null && task.isOf(execution)) {
            task.failed(new LiveTask.Failure(reason, outage));
        }
    }

    synchronized Optional<LiveTask.Failure> failure(long taskId) {
        return Optional.ofNullable(tasks.get(taskId)).map(LiveTask::failure);
    }

    /** Whether this execution's job may still speak for its task. */
    public synchronized boolean speaksFor(long taskId, long execution) {
        LiveTask task = tasks.get(taskId);
        return task != null && task.isIn(execution);
    }

    /** The job has ended and everybody knows. */
    synchronized void ended(long taskId) {
        tasks.remove(taskId);
    }

    /** A job that lost its claim has ended. */
    public synchronized void forget(long taskId, long execution) {
        LiveTask task = tasks.get(taskId);
        if (task != null && task.hasLost(execution)) {
            tasks.remove(taskId);
        }
    }

    /** The job has ended, and the database could not be told. */
    synchronized void endedWithoutWord(long taskId) {
        LiveTask task = tasks.get(taskId);
        if (task != null) {
            task.endedWithoutWord();
        }
    }

    /** Now, for {@link #renewed}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * The leases of these tasks were renewed.
     *
     * @param asked when the database was asked
     */
    synchronized void renewed(Set<Long> ids, long asked) {
        tasks.forEach((id, task) -> {
            if (ids.contains(id)) {
                task.renewed(asked);
            }
        });
    }

    /**
     * A job may have died: if so it enters no step any more, and its task may be given back.
     *
     * @param claim as it was seen before
     * @return false when it lives after all, or has ended
     */
    synchronized boolean died(long taskId, LiveTask claim) {
        if (tasks.get(taskId) != claim || claim.isAlive(nanoTime.getAsLong())) {
            return false;
        }
        claim.endedWithoutWord();
        return true;
    }

    /**
     * Somebody else has the claim: what still runs here is stopped and forgotten once it has ended.
     *
     * @param claim as it was seen before
     * @return false when its job has ended: it has told everybody
     */
    synchronized boolean lost(long taskId, LiveTask claim) {
        if (tasks.get(taskId) != claim || !claim.isAlive(nanoTime.getAsLong())) {
            return false;
        }
        claim.stop(LiveTask.Ending.CLAIM_LOST);
        return true;
    }

    /** Stops the steps whose time, or whose lease, has run out. */
    synchronized void expire() {
        long now = nanoTime.getAsLong();
        tasks.values().forEach(task -> task.expire(now));
    }
}
