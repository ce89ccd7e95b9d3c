// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.retrace.settings.NodeIdentity;

/** The tasks in the database. */
@Stateless
public class TaskStore {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private NodeIdentity identity;

    /**
     * Takes an id for ever.
     *
     * @return false when it was given out before
     */
    public boolean issue(long id) {
        return entities.createNativeQuery("insert into issued_task_id values (:id) on conflict do nothing")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    public void add(RetraceTask task) {
        entities.persist(task);
    }

    public Optional<RetraceTask> find(long id) {
        return Optional.ofNullable(entities.find(RetraceTask.class, id));
    }

    /** Forgets a task, whoever runs it; its line in the books stays, and its id is never given out again. */
    public void remove(long id) {
        entities.createNativeQuery("delete from retrace_task where id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Retraces that ended before a time and whose crash data was kept to be tried again, oldest first. */
    public List<Long> keptCrashes(Instant finishedBefore, int limit) {
        return entities.createQuery(
                        """
                        select t.id from RetraceTask t
                         where not t.crashRemoved and t.type in (0, 2)
                           and t.finishedAt < :before order by t.finishedAt
                        """,
                        Long.class)
                .setParameter("before", finishedBefore)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Changes a task under its row's lock, whoever runs it. */
    public void change(long id, Consumer<RetraceTask> change) {
        change.accept(locked(id).orElseThrow(() -> new IllegalStateException("task " + id + " has no row")));
    }

    /**
     * Changes a task that this server runs, under its row's lock.
     *
     * @throws ClaimLostException when this server does not run it any more, or it was deleted
     */
    public void changeClaimed(long id, Consumer<RetraceTask> change) {
        change.accept(locked(id)
                .filter(task -> task.isClaimedBy(identity.owner()))
                .orElseThrow(() -> new ClaimLostException(id)));
    }

    /** A task under its row's lock, until the transaction ends. */
    public Optional<RetraceTask> locked(long id) {
        return Optional.ofNullable(entities.find(RetraceTask.class, id, LockModeType.PESSIMISTIC_WRITE));
    }
}
