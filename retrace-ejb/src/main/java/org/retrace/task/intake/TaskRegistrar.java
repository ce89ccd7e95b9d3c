// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
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
     * @return false when the queue is full; exact, because only one transaction at a time gets a place
     */
    public boolean register(RetraceTask task) {
        task.arrive(queue.nextArrival());
        if (isFull()) {
            transaction.setRollbackOnly();
            return false;
        }
        tasks.add(task);
        queued.fire(new TaskQueued(task.getId()));
        return true;
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
