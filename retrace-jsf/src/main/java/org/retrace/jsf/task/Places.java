// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import java.util.OptionalLong;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.queue.TaskQueue;

/** Places in the queue of tasks that are asked about oldest first. */
final class Places {

    private final TaskQueue queue;
    private final boolean gaps;
    private OptionalLong next = OptionalLong.empty();

    /** @param gaps whether tasks may wait between them; if not, only the first asks the database */
    Places(TaskQueue queue, boolean gaps) {
        this.queue = queue;
        this.gaps = gaps;
    }

    /** How many tasks wait before this one; 0 for one that does not wait. */
    long ahead(RetraceTask task) {
        if (task.getState() != TaskState.QUEUED) {
            return 0;
        }
        var place = gaps ? queue.ahead(task) : next.orElseGet(() -> queue.ahead(task));
        next = OptionalLong.of(place + 1);
        return place;
    }
}
