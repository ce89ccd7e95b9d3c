// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;

/**
 * Who waits, and behind how many: each answer is a few looks into an index, however long the queue is. Tasks that never
 * ran have positions without holes, because they are given out under a lock and leave the queue from its front; tasks
 * that were given back are few and counted.
 */
@Stateless
public class TaskQueue {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /**
     * The next position in order of arrival. Until the caller's transaction ends nobody else gets one, so that what it
     * reads of the queue stays true.
     */
    public long nextArrival() {
        return number(entities.createNativeQuery("update task_arrival set last = last + 1 returning last")
                .getSingleResult());
    }

    /** How many tasks wait for a worker. */
    public long waiting() {
        return number(entities.createNativeQuery(
                        """
                        select coalesce((select max(arrival) - min(arrival) + 1 from retrace_task
                                          where state = 'QUEUED' and started_at is null), 0)
                             + (select count(*) from retrace_task where state = 'QUEUED' and started_at is not null)
                        """)
                .getSingleResult());
    }

    /** When the task was created that waits longest; empty when none waits. */
    public Optional<Instant> waitingSince() {
        List<?> first = entities.createNativeQuery(
                        "select created_at from retrace_task where state = 'QUEUED' order by arrival limit 1",
                        Instant.class)
                .getResultList();
        return first.stream().map(Instant.class::cast).findFirst();
    }

    /** How many tasks run, on all nodes together. */
    public long running() {
        return number(entities.createNativeQuery("select count(*) from retrace_task where state = 'RUNNING'")
                .getSingleResult());
    }

    /** How many tasks wait that arrived before this one; 0 for a task that does not wait. */
    public long ahead(RetraceTask task) {
        if (task.getState() != TaskState.QUEUED) {
            return 0;
        }
        return number(entities.createNativeQuery(
                        """
                        select greatest(0, coalesce(:arrival - (select min(arrival) from retrace_task
                                          where state = 'QUEUED' and started_at is null), 0))
                             + (select count(*) from retrace_task
                                 where state = 'QUEUED' and started_at is not null and arrival < :arrival)
                        """)
                .setParameter("arrival", task.getArrival())
                .getSingleResult());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
