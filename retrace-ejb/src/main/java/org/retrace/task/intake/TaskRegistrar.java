// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskQueued;
import org.retrace.task.TaskStore;

/** Writes new tasks into the books, a transaction a call. */
@Stateless
public class TaskRegistrar {

    private final TaskIds ids = new TaskIds();

    @Inject
    private TaskStore tasks;

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

    /** Commits an accepted task; workers hear of it after the commit. */
    public void register(RetraceTask task) {
        tasks.add(task);
        queued.fire(new TaskQueued(task.getId()));
    }

    /** A password of this many characters of {@code [a-zA-Z0-9]}. */
    public String newPassword(int characters) {
        return ids.nextPassword(characters);
    }
}
