// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.List;
import org.retrace.repository.PathForm;

/**
 * Tasks that failed, or are incomplete, for want of packages that are in the index by now. They go back to their place
 * in the queue, as new ones, while their crash is kept. What decides is the state of the database, so that no event can
 * be missed.
 */
@Stateless
public class TaskReruns {

    /**
     * While packages still come, a task is not tried again sooner than this: more of what it lacks may be among them.
     */
    private static final Duration REST = Duration.ofSeconds(60);

    /** Packages are seen this much later than their time says, at most. */
    private static final Duration COMMIT = Duration.ofSeconds(15);

    private static final int MOST = 1000;

    private static final String AFRESH =
            """
            update retrace_task
               set state = 'QUEUED', step = null, failure = null, trouble = null, complete = true,
                   started_at = clock_timestamp(), finished_at = null, execution_id = null,
                   claimed_by = null, lease_until = null, cancelled = false,
                   attempts = 0, interruptions = 0, run_millis = 0,
                   not_before = case when not_before > clock_timestamp() then not_before end
            """;

    private static final String AGAIN = AFRESH
            + """
             where id in (
                   select t.id from retrace_task t,
                          lateral (select least(t.claimed_at, max(r.started_at)) as at from task_step_run r
                                    where r.task_id = t.id and r.step = 'RESOLVE') looked
                    where not t.crash_removed and not t.cancelled
                      and (t.state = 'FAILURE' or t.state = 'SUCCESS' and not t.complete)
                      and (t.finished_at < clock_timestamp() - make_interval(secs => :rest)
                           or not exists (select 1 from sync_run where state = 'RUNNING'))
                      and (exists (
                          select 1 from task_module m
                            join package_build_id b on b.build_id = decode(m.build_id, 'hex')
                            join binary_package p on p.id = b.package_id
                           where m.task_id = t.id
                             and (m.outcome = 'not-found' and b.kind in (0, 2) or m.outcome = 'without-debuginfo' and b.kind = 1)
                             and p.indexed_at > looked.at - make_interval(secs => :commit))
                        or exists (
                          select 1 from task_module m
                            join package_file f
                              on f.path = regexp_replace(m.path, :form, '/usr/\\1/')
                            join binary_package p on p.id = f.package_id
                           where m.task_id = t.id and m.outcome = 'not-found'
                             and p.indexed_at > looked.at - make_interval(secs => :commit)
                             and not exists (select 1 from package_build_id b
                                              where b.package_id = p.id and b.kind = 0)))
                    order by t.arrival limit :most for update of t skip locked)
            returning id
            """;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private Event<TaskQueued> queued;

    /**
     * Queues them again.
     *
     * @return their ids, at most {@value #MOST} at a time
     */
    public List<Long> rerun() {
        List<?> rows = entities.createNativeQuery(AGAIN)
                .setParameter("rest", (double) REST.toSeconds())
                .setParameter("commit", (double) COMMIT.toSeconds())
                .setParameter("most", MOST)
                .setParameter("form", PathForm.UNMERGED)
                .getResultList();
        List<Long> ids = rows.stream().map(id -> ((Number) id).longValue()).toList();
        ids.forEach(id -> queued.fire(new TaskQueued(id)));
        return ids;
    }

    /**
     * Queues one of them again because somebody wants it, whether or not anything came.
     *
     * @return false when it has not ended, or its crash is gone
     */
    public boolean rerun(long taskId) {
        boolean again = entities.createNativeQuery(
                                AFRESH + " where id = :id and state in ('SUCCESS', 'FAILURE') and not crash_removed")
                        .setParameter("id", taskId)
                        .executeUpdate()
                == 1;
        if (again) {
            queued.fire(new TaskQueued(taskId));
        }
        return again;
    }
}
