// SPDX-License-Identifier: Apache-2.0
package org.retrace.statistics;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.retrace.task.TaskEnded;

/** One line for each task that ended, written in the transaction that ends it: exactly once. */
@Stateless
public class TaskStatistics {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** Books the end of a task. */
    public void book(@Observes TaskEnded event) {
        entities.flush();
        entities.createNativeQuery(
                        """
                        insert into task_statistics
                        select id, type, state, complete, package_name, os_release,
                               created_at, started_at, finished_at, attempts, interruptions
                          from retrace_task where id = :id
                        """)
                .setParameter("id", event.taskId())
                .executeUpdate();
    }
}
