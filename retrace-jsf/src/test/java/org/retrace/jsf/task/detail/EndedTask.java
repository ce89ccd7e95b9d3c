// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.TaskType;

/** A task that says it stands where a test needs it. */
final class EndedTask extends RetraceTask {

    static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

    private final TaskState state;
    private final boolean complete;
    private final @Nullable String failure;
    private final @Nullable String signal;

    private EndedTask(TaskState state, boolean complete, @Nullable String failure, @Nullable String signal) {
        super(42, TaskType.RETRACE, CREATED);
        this.state = state;
        this.complete = complete;
        this.failure = failure;
        this.signal = signal;
        describe("kettle-2.0-1.x86_64", "/usr/bin/kettle", null);
    }

    static EndedTask in(TaskState state) {
        return new EndedTask(state, true, null, "SIGSEGV");
    }

    static EndedTask incomplete() {
        return new EndedTask(TaskState.SUCCESS, false, null, "SIGSEGV");
    }

    static EndedTask failed(String reason) {
        return new EndedTask(TaskState.FAILURE, true, reason, null);
    }

    static EndedTask with(String signal) {
        return new EndedTask(TaskState.SUCCESS, true, null, signal);
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
    public @Nullable String getFailure() {
        return failure;
    }

    @Override
    public @Nullable String getSignalName() {
        return signal;
    }

    @Override
    public @Nullable Instant getStartedAt() {
        return state == TaskState.QUEUED ? null : CREATED.plusSeconds(10);
    }

    @Override
    public @Nullable Instant getFinishedAt() {
        return state.isFinished() ? CREATED.plusSeconds(22) : null;
    }
}
