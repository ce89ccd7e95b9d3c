// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who runs what: the claim of the oldest waiting task, its heartbeat and its end. PostgreSQL is the one coordinator;
 * all times are its own, so that the clocks of nodes do not matter.
 */
@Stateless
public class TaskClaims {

    /** A claim without a heartbeat counts this long. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** A task that was claimed this often without an end has killed its server that often. */
    public static final int MAX_ATTEMPTS = 3;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private NodeIdentity identity;

    /**
     * Claims the oldest task that waits or whose owner's lease has run out. Calls on one node must not overlap, else
     * more than {@code maxParallel} may run.
     *
     * @return empty when none waits, or this node runs {@code maxParallel} tasks
     */
    public Optional<TaskClaim> claimNext(int maxParallel) {
        if (runningHere() >= maxParallel) {
            return Optional.empty();
        }
        List<?> rows = entities.createNativeQuery(
                        """
                        update retrace_task
                           set state = 'RUNNING', claimed_by = :owner, attempts = attempts + 1,
                               lease_until = clock_timestamp() + make_interval(secs => :lease),
                               started_at = coalesce(started_at, clock_timestamp())
                         where id = (select id from retrace_task
                                      where state = 'QUEUED'
                                         or (state = 'RUNNING' and lease_until < clock_timestamp())
                                      order by arrival limit 1 for update skip locked)
                        returning id, execution_id, attempts
                        """)
                .setParameter("owner", identity.owner())
                .setParameter("lease", (double) LEASE.toSeconds())
                .getResultList();
        return rows.stream().findFirst().map(row -> claim((Object[]) row));
    }

    /** How many tasks this boot of this node runs. */
    public long runningHere() {
        return ((Number) entities.createNativeQuery(
                                "select count(*) from retrace_task where state = 'RUNNING' and claimed_by = :owner")
                        .setParameter("owner", identity.owner())
                        .getSingleResult())
                .longValue();
    }

    /** Renews the leases of everything this boot runs. */
    public void heartbeat() {
        entities.createNativeQuery(
                        """
                        update retrace_task set lease_until = clock_timestamp() + make_interval(secs => :lease)
                         where state = 'RUNNING' and claimed_by = :owner
                        """)
                .setParameter("lease", (double) LEASE.toSeconds())
                .setParameter("owner", identity.owner())
                .executeUpdate();
    }

    /**
     * Ends the leases that earlier boots of this node left behind: they died with their server.
     *
     * @return how many
     */
    public int releaseEarlierBoots() {
        return entities.createNativeQuery(
                        """
                        update retrace_task set lease_until = '-infinity'
                         where state = 'RUNNING' and starts_with(claimed_by, :node) and claimed_by <> :owner
                        """)
                .setParameter("node", identity.node() + "/")
                .setParameter("owner", identity.owner())
                .executeUpdate();
    }

    /** Gives a task back to the queue, as on shutdown: it goes on where it was, and the attempt does not count. */
    public void giveBack(long taskId) {
        entities.createNativeQuery(
                        """
                        update retrace_task
                           set state = 'QUEUED', claimed_by = null, lease_until = null, attempts = attempts - 1
                         where id = :id and state = 'RUNNING' and claimed_by = :owner
                        """)
                .setParameter("id", taskId)
                .setParameter("owner", identity.owner())
                .executeUpdate();
    }

    private static TaskClaim claim(Object[] row) {
        OptionalLong execution = row[1] == null ? OptionalLong.empty() : OptionalLong.of(((Number) row[1]).longValue());
        return new TaskClaim(((Number) row[0]).longValue(), execution, ((Number) row[2]).intValue());
    }
}
