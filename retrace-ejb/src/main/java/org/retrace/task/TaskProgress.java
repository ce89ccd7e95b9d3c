// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a task while this server runs it: each call is a transaction of its own, seen at once by everybody,
 * and throws {@link ClaimLostException} when somebody else runs the task by now. What the row says stays when the log
 * cannot be written.
 */
@Stateless
public class TaskProgress {

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskFiles files;

    @Inject
    private Event<TaskEnded> ended;

    /** The task's batch execution has begun or begun again. */
    public void started(long taskId, long executionId) {
        tasks.changeClaimed(taskId, task -> task.ranAs(executionId));
    }

    /** The task enters a step, and its log says so. */
    public void entered(long taskId, TaskStep step) throws IOException {
        tasks.changeClaimed(taskId, task -> task.enter(step));
        log(taskId, step, "started");
    }

    /** Adds what a step has to say to the task's log. */
    public void log(long taskId, TaskStep step, String message) throws IOException {
        String prefix = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS) + " "
                + step.name().toLowerCase(java.util.Locale.ROOT) + ": ";
        files.directory(taskId).log(prefix, message);
    }

    /**
     * The coredump was read.
     *
     * @param arch as package names have it
     */
    public void identified(long taskId, String signal, String arch, @Nullable String executable) {
        tasks.changeClaimed(taskId, task -> task.identified(signal, arch, executable));
    }

    public void signed(long taskId, @Nullable String signature, boolean complete) {
        tasks.changeClaimed(taskId, task -> task.signed(signature, complete));
    }

    /** The task will end as a failure, for this reason: its first line stands in the row, all of it in the log. */
    public void failing(long taskId, String reason) throws IOException {
        tasks.changeClaimed(taskId, task -> task.failing(firstLine(reason)));
        files.directory(taskId).log("failed: " + reason);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    /** The task was cut off by what is not its fault, or nobody knows, and goes back to the queue: its log says why. */
    public void tryAgain(long taskId, String reason) throws IOException {
        tasks.changeClaimed(taskId, task -> task.troubled(firstLine(reason)));
        files.directory(taskId)
                .log(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS) + " it is tried again, because "
                        + reason);
    }

    /** The task is given up, for this reason and the trouble it last had. */
    public void giveUp(long taskId, String reason) throws IOException {
        String trouble = tasks.find(taskId).map(RetraceTask::getTrouble).orElse(null);
        failing(taskId, trouble == null ? reason : reason + "; the last time, because " + trouble);
    }

    /** The task's end: from now on it is FINISHED, and its claim is over. */
    public void finish(long taskId) {
        tasks.changeClaimed(taskId, task -> task.finish(Instant.now()));
        ended.fire(new TaskEnded(taskId));
    }

    /** The crash data of a task is gone; said of tasks that have ended too. */
    public void crashRemoved(long taskId) {
        tasks.change(taskId, RetraceTask::crashRemoved);
    }
}
