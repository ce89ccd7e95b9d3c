// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditLog;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStore;
import org.retrace.task.queue.TaskQueue;
import org.retrace.task.queue.TaskQueued;

/** Writes new tasks into the books, a transaction a call. */
@Stateless
public class TaskRegistrar {

    private final TaskIds ids = new TaskIds();

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskQueue queue;

    @Inject
    private Settings settings;

    @Inject
    private UploadKeys keys;

    @Inject
    private AuditLog audit;

    @Resource
    private SessionContext transaction;

    @Inject
    private Event<TaskQueued> queued;

    /** An id that was never given out before and never will be again. */
    public long issueId(int digits) {
        long id = ids.nextId(digits);
        while (!tasks.issue(id)) {
            id = ids.nextId(digits);
        }
        return id;
    }

    /**
     * Commits an accepted task at the end of the queue; workers hear of it after the commit.
     *
     * @param keyed what a repetition is known by; empty when there will be none
     * @return exact, because only one transaction at a time gets a place
     */
    public Place register(RetraceTask task, Optional<UploadKeys.Keyed> keyed) {
        task.arrive(queue.nextArrival());
        if (isFull()) {
            transaction.setRollbackOnly();
            return Place.NONE;
        }
        tasks.add(task);
        if (keyed.isPresent() && !keys.bind(keyed.get(), task.getId())) {
            transaction.setRollbackOnly();
            return Place.NONE;
        }
        if (task.getOwnerId().isPresent()) {
            String what = Objects.requireNonNullElse(task.getPackageName(), "");
            audit.add(AuditAction.TASK_MADE, "task " + task.getId(), what);
        }
        queued.fire(new TaskQueued(task.getId()));
        return Place.GIVEN;
    }

    /** Whether a task has its place in the queue; without one it is in no book, because of a full queue or its key. */
    public enum Place {
        GIVEN,
        NONE
    }

    /** Whether as many tasks wait as may, beside those that free workers of this node are about to claim. */
    public boolean isFull() {
        RetraceSettings.Tasks current = settings.current().tasks();
        long free = Math.max(0, current.maxParallel() - queue.running());
        return queue.waiting() >= current.maxQueued() + free;
    }

    /** A password of this many characters of {@code [a-zA-Z0-9]}. */
    public String newPassword(int characters) {
        return ids.nextPassword(characters);
    }
}
