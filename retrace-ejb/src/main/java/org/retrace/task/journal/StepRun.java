// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.task.TaskStep;

/**
 * One time that a server ran a step of a task: begun without an outcome, and ended once; a run that its server did not
 * live to end is ended, without a time, when the next one begins.
 */
@Entity
@Table(name = "task_step_run")
public class StepRun {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "task_id")
    private long taskId;

    @Enumerated(EnumType.STRING)
    private TaskStep step;

    private String owner;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable RunOutcome outcome;

    private @Nullable String reason;

    /** For JPA. */
    protected StepRun() {}

    /**
     * A run that begins.
     *
     * @param owner the server, as in its claim: node name, a slash, boot id
     */
    public StepRun(long taskId, TaskStep step, String owner, Instant startedAt) {
        this.taskId = taskId;
        this.step = step;
        this.owner = owner;
        this.startedAt = startedAt;
    }

    /** Ends it, once. */
    public void end(RunOutcome how, @Nullable String why, @Nullable Instant when) {
        if (outcome == null) {
            outcome = how;
            reason = why;
            finishedAt = when;
        }
    }

    /** Grows with each run of a task. */
    public long getId() {
        return id;
    }

    public long getTaskId() {
        return taskId;
    }

    public TaskStep getStep() {
        return step;
    }

    /** Name of the node that ran it. */
    public String getNode() {
        var slash = owner.indexOf('/');
        return slash < 0 ? owner : owner.substring(0, slash);
    }

    public Instant getStartedAt() {
        return startedAt;
    }

    /** Empty while it runs, and where nobody saw it end. */
    public Optional<Instant> getFinishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    /** Empty while it runs. */
    public Optional<RunOutcome> getOutcome() {
        return Optional.ofNullable(outcome);
    }

    /** Why it was cut off; empty when it was not. */
    public Optional<String> getReason() {
        return Optional.ofNullable(reason);
    }
}
