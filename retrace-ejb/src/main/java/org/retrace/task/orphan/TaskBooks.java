// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.orphan;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.retrace.task.TaskStorage;

/** Which tasks the database knows, all at once. */
@Stateless
public class TaskBooks {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private TaskStorage storage;

    /** The mark of this database, which SaveDir bears too. */
    public String installation() {
        return entities.createNativeQuery("select cast(mark as text) from installation")
                .getSingleResult()
                .toString();
    }

    public boolean hasTasks() {
        return (Boolean) entities.createNativeQuery("select exists (select 1 from retrace_task)")
                .getSingleResult();
    }

    /** Every task, and whether it has ended. */
    public Map<Long, Boolean> ended() {
        List<?> rows = entities.createNativeQuery("select id, state in ('SUCCESS', 'FAILURE') from retrace_task")
                .getResultList();
        Map<Long, Boolean> ended = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            ended.put(((Number) columns[0]).longValue(), (Boolean) columns[1]);
        }
        return ended;
    }

    /**
     * Removes what the batch runtime keeps of jobs whose task has ended, or that no task ever heard of, an hour after
     * their last execution began; its tables have no index for more than that.
     *
     * @return how many jobs
     */
    public int removeJobs() {
        boolean anyRan = (Boolean) entities.createNativeQuery("select to_regclass('job_instance') is not null")
                .getSingleResult();
        if (!anyRan) {
            return 0;
        }
        return entities.createNativeQuery(
                        """
                        delete from job_instance where jobinstanceid in (
                            select e.jobinstanceid from job_execution e
                              left join retrace_task t on t.execution_id = e.jobexecutionid
                             group by e.jobinstanceid
                            having max(e.createtime) < clock_timestamp() - interval '1 hour'
                               and not coalesce(bool_or(t.state in ('QUEUED', 'RUNNING')), false))
                        """)
                .executeUpdate();
    }

    /**
     * Removes tasks that ended before a time and whose directory is gone; their line in the statistics stays. A SaveDir
     * that went away meanwhile made all directories go: then none is removed.
     *
     * @return how many
     */
    public int removeWithout(LongPredicate hasDirectory, Instant endedBefore) {
        List<?> ids = entities.createNativeQuery("select id from retrace_task where finished_at < :before")
                .setParameter("before", endedBefore)
                .getResultList();
        List<?> gone = ids.stream()
                .filter(id -> !hasDirectory.test(((Number) id).longValue()))
                .toList();
        if (storage.trouble().isPresent()) {
            return 0;
        }
        int removed = 0;
        for (Object id : gone) {
            removed += entities.createNativeQuery("delete from retrace_task where id = :id")
                    .setParameter("id", id)
                    .executeUpdate();
        }
        return removed;
    }
}
