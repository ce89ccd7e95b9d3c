// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One upload and what became of it. QUEUED when it is accepted; RUNNING while a node holds its claim (and QUEUED again
 * when that node is shut down); SUCCESS or FAILURE at the end. That changes only while the crash is kept: what was
 * missing may come, and then the task is QUEUED again. The claim's columns (owner, lease, attempts) belong to
 * {@link org.retrace.task.queue.TaskClaims}.
 */
@Entity
@Table(name = "retrace_task")
public class RetraceTask {

    @Id
    private long id;

    @Column(updatable = false)
    private long arrival;

    private short type;

    @Enumerated(EnumType.STRING)
    private TaskState state;

    @Enumerated(EnumType.STRING)
    private @Nullable TaskStep step;

    @Column(name = "package_name")
    private @Nullable String packageName;

    private @Nullable String executable;

    @Column(name = "os_release")
    private @Nullable String osRelease;

    @Column(name = "signal_name")
    private @Nullable String signalName;

    private @Nullable String arch;
    private @Nullable String signature;
    private boolean complete = true;
    private @Nullable String failure;
    private @Nullable String trouble;

    @Column(name = "coredump_bytes")
    private @Nullable Long coredumpBytes;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Column(name = "crash_removed")
    private boolean crashRemoved;

    @Column(name = "execution_id")
    private @Nullable Long executionId;

    @Column(name = "owner_id", updatable = false)
    private @Nullable Long ownerId;

    private String notes = "";

    @Column(name = "case_number")
    private String caseNumber = "";

    private String bugs = "";
    private String notify = "";

    @Column(name = "claimed_by", insertable = false, updatable = false)
    private @Nullable String claimedBy;

    @Column(name = "run_millis", insertable = false, updatable = false)
    private long runMillis;

    /** For JPA. */
    protected RetraceTask() {}

    /**
     * A task that was just accepted; it gets its place in the queue with its row.
     *
     * @param id one that was never given out before
     */
    public RetraceTask(long id, TaskType type, Instant createdAt) {
        this.id = id;
        this.type = (short) type.code();
        this.state = TaskState.QUEUED;
        this.createdAt = createdAt;
    }

    /** Says what the uploader told of the crash; each text is at most a few hundred characters. */
    public void describe(@Nullable String packageName, @Nullable String executable, @Nullable String osRelease) {
        this.packageName = packageName;
        this.executable = executable;
        this.osRelease = osRelease;
    }

    /** Says whose it is, by the number of their record. */
    public void belongTo(long personId) {
        ownerId = personId;
    }

    /** The person whose it is; empty where it came with a password alone. */
    public OptionalLong getOwnerId() {
        return ownerId == null ? OptionalLong.empty() : OptionalLong.of(ownerId);
    }

    /** What people note on it. */
    public void annotate(String text, String customerCase, List<String> bugAddresses, List<String> mailAddresses) {
        notes = text;
        caseNumber = customerCase;
        bugs = String.join(" ", bugAddresses);
        notify = String.join(" ", mailAddresses);
    }

    /** Empty where nobody wrote any. */
    public String getNotes() {
        return notes;
    }

    /** Of the customer; empty where there is none. */
    public String getCaseNumber() {
        return caseNumber;
    }

    /** Addresses or numbers of bugs. */
    public List<String> getBugs() {
        return words(bugs);
    }

    /** Mail addresses of those who want to know of its end. */
    public List<String> getNotify() {
        return words(notify);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    /** Says how large the coredump is, unpacked. */
    public void weigh(long bytes) {
        coredumpBytes = bytes;
    }

    /** Takes its place in the queue. */
    public void arrive(long position) {
        arrival = position;
    }

    /** Whether this owner's claim on it counts. */
    boolean isClaimedBy(String owner) {
        return state == TaskState.RUNNING && owner.equals(claimedBy);
    }

    /** Enters a step. */
    void enter(TaskStep next) {
        step = next;
    }

    /** What the coredump itself says. */
    void identified(String signal, String architecture, @Nullable String program) {
        signalName = signal;
        arch = architecture;
        executable = program == null ? executable : program;
    }

    /** What the backtrace says. */
    void signed(@Nullable String crashSignature, boolean wholeAndResolved) {
        signature = crashSignature;
        complete = wholeAndResolved;
    }

    /** Notes why the task will end as a failure; the first reason stays, and what has ended stays as it is. */
    void failing(String reason) {
        failure = failure == null && !state.isFinished() ? reason : failure;
    }

    /** Notes what last cut it off, for the case that it is given up. */
    void troubled(String why) {
        trouble = why;
    }

    /** Ends the task, once; the state follows from whether a failure was noted. */
    void finish(Instant now) {
        if (!state.isFinished()) {
            state = failure == null ? TaskState.SUCCESS : TaskState.FAILURE;
            finishedAt = now;
        }
    }

    void crashRemoved() {
        crashRemoved = true;
    }

    void ranAs(long batchExecution) {
        executionId = batchExecution;
    }

    public long getId() {
        return id;
    }

    /** Position in order of arrival, unique, growing, without holes; the cursor of lists. */
    public long getArrival() {
        return arrival;
    }

    public TaskType getType() {
        return TaskType.ofCode(type);
    }

    public TaskState getState() {
        return state;
    }

    /** The step it is in or was in last; null before the first. */
    public @Nullable TaskStep getStep() {
        return step;
    }

    public @Nullable String getPackageName() {
        return packageName;
    }

    public @Nullable String getExecutable() {
        return executable;
    }

    public @Nullable String getOsRelease() {
        return osRelease;
    }

    public @Nullable String getSignalName() {
        return signalName;
    }

    /** Of the coredump, as package names have it; null until it was read. */
    public @Nullable String getArch() {
        return arch;
    }

    public @Nullable String getSignature() {
        return signature;
    }

    /** Whether every module had its package and debuginfo and the debugger's output is whole. */
    public boolean isComplete() {
        return complete;
    }

    public @Nullable String getFailure() {
        return failure;
    }

    /** What last cut it off; null when nothing has. */
    public @Nullable String getTrouble() {
        return trouble;
    }

    /** Size of the coredump, unpacked; empty for tasks that were accepted before it was noted. */
    public OptionalLong getCoredumpBytes() {
        return coredumpBytes == null ? OptionalLong.empty() : OptionalLong.of(coredumpBytes);
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    public @Nullable Instant getStartedAt() {
        return startedAt;
    }

    public @Nullable Instant getFinishedAt() {
        return finishedAt;
    }

    /** Whether the coredump and all that came with it are gone. */
    public boolean isCrashRemoved() {
        return crashRemoved;
    }

    /** How long earlier claims ran it. */
    public Duration getRan() {
        return Duration.ofMillis(runMillis);
    }

    /** The newest Jakarta Batch execution of this task. */
    public OptionalLong getExecutionId() {
        return executionId == null ? OptionalLong.empty() : OptionalLong.of(executionId);
    }

    /** What the task is doing, for people and for the classic interface's body; QUEUED tasks know their place. */
    public String statusText(long tasksAhead) {
        return switch (state) {
            case QUEUED -> "Waiting for a free worker (" + tasksAhead + " ahead)";
            case RUNNING -> step == null ? TaskStep.IDENTIFY.sentence() : step.sentence();
            case SUCCESS -> "Retrace job finished successfully";
            case FAILURE -> "Retrace job failed";
        };
    }
}
