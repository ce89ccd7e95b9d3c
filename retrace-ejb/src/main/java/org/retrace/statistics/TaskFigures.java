// SPDX-License-Identifier: Apache-2.0
package org.retrace.statistics;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.account.Role;
import org.retrace.task.TaskState;
import org.retrace.task.owner.TaskOwners;
import org.retrace.task.queue.TaskQueue;

/** How many tasks wait, run and end, of those that whoever asks may see. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class TaskFigures {

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private TaskOwners owners;

    @Inject
    private TaskQueue queue;

    @Inject
    private TaskStatistics statistics;

    /** How many wait for a worker. */
    public long waiting() {
        OptionalLong only = owners.onlyOf();
        return only.isPresent() ? number(only.getAsLong(), TaskState.QUEUED) : queue.waiting();
    }

    /** When the one was created that waits longest; empty when none waits. */
    public Optional<Instant> waitingSince() {
        OptionalLong only = owners.onlyOf();
        return only.isPresent() ? waitingSince(only.getAsLong()) : queue.waitingSince();
    }

    /** How many run, on all nodes together. */
    public long running() {
        OptionalLong only = owners.onlyOf();
        return only.isPresent() ? number(only.getAsLong(), TaskState.RUNNING) : queue.running();
    }

    /** As {@link TaskStatistics#since}. */
    public Tally since(Instant moment) {
        OptionalLong only = owners.onlyOf();
        return only.isPresent() ? statistics.since(moment, only.getAsLong()) : statistics.since(moment);
    }

    private long number(long owner, TaskState state) {
        Object count = entities.createNativeQuery(
                        "select count(*) from retrace_task where owner_id = :owner and state = :state")
                .setParameter("owner", owner)
                .setParameter("state", state.name())
                .getSingleResult();
        return ((Number) count).longValue();
    }

    private Optional<Instant> waitingSince(long owner) {
        List<?> first = entities.createNativeQuery(
                        """
                        select created_at from retrace_task where owner_id = :owner and state = 'QUEUED'
                         order by arrival limit 1
                        """,
                        Instant.class)
                .setParameter("owner", owner)
                .getResultList();
        return first.stream().map(Instant.class::cast).findFirst();
    }
}
