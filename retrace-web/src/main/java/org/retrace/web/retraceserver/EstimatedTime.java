// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.retrace.settings.Settings;
import org.retrace.statistics.TimeEstimate;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStore;
import org.retrace.task.queue.TaskQueue;

/** How long a client best waits before it asks for its task the first time. */
@ApplicationScoped
public class EstimatedTime {

    @Inject
    private TimeEstimate times;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskQueue queue;

    @Inject
    private Settings settings;

    /** Seconds for the retrace and the wait before it, at least 1; empty without any history. */
    OptionalLong seconds(long taskId) {
        OptionalDouble own = times.seconds(taskId);
        if (own.isEmpty()) {
            return OptionalLong.empty();
        }
        double wait = turns(taskId) * times.secondsOfAny().orElse(0);
        return OptionalLong.of(Math.max(1, (long) Math.ceil(own.getAsDouble() + wait)));
    }

    /** How many tasks each worker runs before it comes to this one. */
    private double turns(long taskId) {
        int workers = settings.current().tasks().maxParallel();
        Optional<RetraceTask> task = tasks.find(taskId);
        long before = queue.running() + task.map(queue::ahead).orElse(0L);
        return Math.max(0, before - workers + 1) / (double) workers;
    }
}
