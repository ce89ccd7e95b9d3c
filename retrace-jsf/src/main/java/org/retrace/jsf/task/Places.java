// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.util.OptionalLong;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.TaskStore;

/** Places in the queue of tasks that are asked about without a gap, oldest first: only the first asks the database. */
final class Places {

    private final TaskStore tasks;
    private OptionalLong next = OptionalLong.empty();

    Places(TaskStore tasks) {
        this.tasks = tasks;
    }

    /** How many tasks wait before this one; 0 for one that does not wait. */
    long ahead(RetraceTask task) {
        if (task.getState() != TaskState.QUEUED) {
            return 0;
        }
        var place = next.orElseGet(() -> tasks.ahead(task));
        next = OptionalLong.of(place + 1);
        return place;
    }
}
