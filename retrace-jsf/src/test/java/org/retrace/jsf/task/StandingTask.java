// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.time.Instant;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.TaskType;

/** A task that says it stands where a test needs it; its id follows from its arrival. */
final class StandingTask extends RetraceTask {

    static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

    private final long arrival;
    private final TaskState state;
    private final boolean complete;

    StandingTask(long arrival, TaskState state, boolean complete) {
        super(100_000_000 + arrival, TaskType.RETRACE, CREATED);
        this.arrival = arrival;
        this.state = state;
        this.complete = complete;
    }

    @Override
    public long getArrival() {
        return arrival;
    }

    @Override
    public TaskState getState() {
        return state;
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String getSignature() {
        return "/usr/bin/shop:11:buy:main";
    }

    @Override
    public Instant getStartedAt() {
        return CREATED.plusSeconds(10);
    }

    @Override
    public Instant getFinishedAt() {
        return CREATED.plusSeconds(22);
    }
}
