// SPDX-License-Identifier: Apache-2.0
package org.retrace.statistics;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import org.retrace.task.TaskEnded;

/**
 * One line for each task that ended, written in the transaction that ends it; of one that ended again, its last end.
 */
@Stateless
public class TaskStatistics {

    /** Most ends that are counted. */
    public static final int COUNTED = 1000;

    private static final String OWN =
            "(select s.* from retrace_task t join task_statistics s on s.task_id = t.id where t.owner_id = :owner) own";

    private static final String TALLY =
            """
            select count(*) filter (where state = 'SUCCESS' and complete),
                   count(*) filter (where state = 'SUCCESS' and not complete),
                   count(*) filter (where state = 'FAILURE')
              from (select state, complete from %s
                     where finished_at >= :moment order by finished_at desc limit :most) newest
            """;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** Books the end of a task. */
    public void book(@Observes TaskEnded event) {
        entities.flush();
        entities.createNativeQuery(
                        """
                        insert into task_statistics
                        select id, type, state, complete, package_name, os_release,
                               created_at, started_at, finished_at, attempts, interruptions, arch
                          from retrace_task where id = :id
                        on conflict (task_id) do update
                           set state = excluded.state, complete = excluded.complete, started_at = excluded.started_at,
                               finished_at = excluded.finished_at, attempts = excluded.attempts,
                               interruptions = excluded.interruptions, arch = excluded.arch
                        """)
                .setParameter("id", event.taskId())
                .executeUpdate();
    }

    /** The newest ends since a moment, at most {@value #COUNTED}. */
    public Tally since(Instant moment) {
        return tally(entities.createNativeQuery(TALLY.formatted("task_statistics")), moment);
    }

    /** The same of the tasks of one person that are still there. */
    public Tally since(Instant moment, long owner) {
        Query query = entities.createNativeQuery(TALLY.formatted(OWN)).setParameter("owner", owner);
        return tally(query, moment);
    }

    private static Tally tally(Query query, Instant moment) {
        Object[] row = (Object[]) query.setParameter("moment", moment)
                .setParameter("most", COUNTED)
                .getSingleResult();
        return new Tally(((Number) row[0]).intValue(), ((Number) row[1]).intValue(), ((Number) row[2]).intValue());
    }
}
