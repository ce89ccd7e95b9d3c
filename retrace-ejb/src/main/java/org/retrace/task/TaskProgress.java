// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to a task while it runs: each call is a transaction of its own, seen at once by everybody. */
@Stateless
public class TaskProgress {

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskFiles files;

    /** The task's batch execution has begun or begun again. */
    public void started(long taskId, long executionId) {
        tasks.change(taskId, task -> task.ranAs(executionId));
    }

    /** The task enters a step, and its log says so. */
    public void entered(long taskId, TaskStep step) throws IOException {
        tasks.change(taskId, task -> task.enter(step));
        log(taskId, step, "started");
    }

    /** Adds what a step has to say to the task's log. */
    public void log(long taskId, TaskStep step, String message) throws IOException {
        String prefix = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS) + " "
                + step.name().toLowerCase(java.util.Locale.ROOT) + ": ";
        files.directory(taskId).log(message.lines().map(line -> prefix + line).reduce("", (a, b) -> a + b + "\n"));
    }

    public void identified(long taskId, String signal, @Nullable String executable) {
        tasks.change(taskId, task -> task.identified(signal, executable));
    }

    public void signed(long taskId, @Nullable String signature, boolean complete) {
        tasks.change(taskId, task -> task.signed(signature, complete));
    }

    /** The task will end as a failure, for this reason: its first line stands in the row, all of it in the log. */
    public void failing(long taskId, String reason) throws IOException {
        files.directory(taskId).log("failed: " + reason);
        String summary = reason.lines().findFirst().orElse(reason);
        tasks.change(taskId, task -> task.failing(summary));
    }

    /** The task's end: from now on it is FINISHED, and its claim is over. */
    public void finish(long taskId) {
        tasks.change(taskId, task -> task.finish(Instant.now()));
    }

    public void crashRemoved(long taskId) {
        tasks.change(taskId, RetraceTask::crashRemoved);
    }
}
