// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.queue;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.settings.NodeIdentity;

/**
 * Who runs what: the claim of the oldest waiting task, its heartbeat and its end. PostgreSQL is the one coordinator;
 * all times are its own, so that the clocks of nodes do not matter.
 */
@Stateless
public class TaskClaims {

    /** A claim without a heartbeat counts this long. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** A task that was claimed this often without an end has killed its server that often. */
    public static final int MAX_ATTEMPTS = 3;

    /** A task that trouble of the server cut off more often than this, in an hour at least, is given up. */
    public static final int MAX_INTERRUPTIONS = 20;

    /** After a claim was taken away from a server, its heartbeat says so, and what ran has ended. */
    private static final Duration LEARNING = Duration.ofSeconds(20);

    /** What a row says is bounded before it is reckoned with: one whose sums overflow would stop the whole queue. */
    private static final int MOST_COUNTED = 1000;

    private static final Duration LONGEST_RUN = Duration.ofDays(10_000);

    /**
     * The oldest task that may be claimed; {@code :live} is a list of ids that may not, with commas between them. A
     * rest that ends later than any can is of a clock that was set back, and over.
     */
    public static final String NEXT =
            """
            select id from retrace_task
             where state in ('QUEUED', 'RUNNING')
               and (state = 'QUEUED' and coalesce(not_before, '-infinity') < clock_timestamp()
                 or state = 'QUEUED' and not_before > clock_timestamp() + interval '%d s'
                 or state = 'RUNNING' and coalesce(lease_until, '-infinity') < clock_timestamp())
               and id <> all (cast(string_to_array(:live, ',') as bigint[]))
             order by arrival limit 1 for update skip locked
            """
                    .formatted(GiveBack.LONGEST_REST.toSeconds());

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private NodeIdentity identity;

    /**
     * Claims the oldest task that waits or whose owner's lease has run out.
     *
     * @param live the tasks that run in this server, which it never claims again, whatever their leases say
     * @return empty when none waits
     */
    public Optional<TaskClaim> claimNext(Collection<Long> live) {
        List<?> rows = entities.createNativeQuery(
                        """
                        update retrace_task
                           set state = 'RUNNING', claimed_by = :owner, not_before = null,
                               attempts = least(greatest(attempts, 0), :most) + 1,
                               claimed_at = clock_timestamp(),
                               lease_until = clock_timestamp() + make_interval(secs => :lease),
                               started_at = coalesce(started_at, clock_timestamp())
                         where id = (%s)
                        returning id, execution_id, attempts, interruptions,
                                  least(greatest(run_millis, 0), :longest)
                        """
                                .formatted(NEXT))
                .setParameter("most", MOST_COUNTED)
                .setParameter("longest", LONGEST_RUN.toMillis())
                .setParameter("owner", identity.owner())
                .setParameter("lease", (double) LEASE.toSeconds())
                .setParameter("live", list(live))
                .getResultList();
        return rows.stream().findFirst().map(row -> claim((Object[]) row));
    }

    /**
     * Renews the leases of what this server runs, and cuts leases that end later than any can (of a clock that was set
     * back) to what they may be.
     *
     * @return the tasks among them whose claim this server still has; the others belong to somebody else by now
     */
    public Set<Long> renew(Collection<Long> live) {
        entities.createNativeQuery(
                        """
                        update retrace_task set lease_until = clock_timestamp() + make_interval(secs => :lease)
                         where state = 'RUNNING'
                           and lease_until > clock_timestamp() + make_interval(secs => :lease)
                        """)
                .setParameter("lease", (double) LEASE.toSeconds())
                .executeUpdate();
        List<?> renewed = entities.createNativeQuery(
                        """
                        update retrace_task set lease_until = clock_timestamp() + make_interval(secs => :lease)
                         where state = 'RUNNING' and claimed_by = :owner
                           and id = any (cast(string_to_array(:live, ',') as bigint[]))
                        returning id
                        """)
                .setParameter("lease", (double) LEASE.toSeconds())
                .setParameter("owner", identity.owner())
                .setParameter("live", list(live))
                .getResultList();
        Set<Long> ids = new HashSet<>();
        renewed.forEach(id -> ids.add(((Number) id).longValue()));
        return ids;
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

    /** Gives a task back to the queue, where it has its old place; nothing happens when this server's claim is gone. */
    public void giveBack(long taskId, GiveBack reason) {
        entities.createNativeQuery(
                        """
                        update retrace_task
                           set state = 'QUEUED', claimed_by = null, lease_until = null,
                               attempts = greatest(attempts, :forgiven) - :forgiven,
                               interruptions = least(greatest(interruptions, 0), :most) + :interruptions,
                               not_before = clock_timestamp() + make_interval(secs => least(:longestRest,
                                   :rest * 2 ^ (:interruptions * least(greatest(interruptions, :short - 1) - :short + 1, 10)))),
                               run_millis = least(greatest(run_millis, 0), :longest) + case
                                   when isfinite(claimed_at) and claimed_at < clock_timestamp()
                                   then least(:longest, cast(
                                       extract(epoch from clock_timestamp() - claimed_at) * 1000 as bigint))
                                   else 0 end
                         where id = :id and state = 'RUNNING' and claimed_by = :owner
                        """)
                .setParameter("most", MOST_COUNTED)
                .setParameter("longest", LONGEST_RUN.toMillis())
                .setParameter("forgiven", reason.attemptsForgiven())
                .setParameter("interruptions", reason.interruptions())
                .setParameter("rest", (double) reason.rest().toSeconds())
                .setParameter("longestRest", (double) GiveBack.LONGEST_REST.toSeconds())
                .setParameter("short", GiveBack.SHORT_RESTS)
                .setParameter("id", taskId)
                .setParameter("owner", identity.owner())
                .executeUpdate();
    }

    /**
     * Ends a task that waits or runs, at the word of somebody; whoever runs it has no claim any more. Where another
     * server does, nobody claims it again before that one has learnt of it.
     *
     * @return false when it has ended, or is gone
     */
    public boolean cancel(long taskId, String reason) {
        return entities.createNativeQuery(
                                """
                                update retrace_task
                                   set state = 'FAILURE', failure = :reason, cancelled = true,
                                       finished_at = clock_timestamp(),
                                       not_before = case when state = 'RUNNING' and claimed_by <> :owner
                                           then clock_timestamp() + make_interval(secs => :learning) end,
                                       claimed_by = null, lease_until = null
                                 where id = :id and state in ('QUEUED', 'RUNNING')
                                """)
                        .setParameter("reason", reason)
                        .setParameter("owner", identity.owner())
                        .setParameter("learning", (double) LEARNING.toSeconds())
                        .setParameter("id", taskId)
                        .executeUpdate()
                == 1;
    }

    /**
     * Lets a task be claimed at once that was given back to wait for a while.
     *
     * @return false when it does not wait for any time
     */
    public boolean hasten(long taskId) {
        return entities.createNativeQuery(
                                """
                                update retrace_task set not_before = null
                                 where id = :id and state = 'QUEUED' and not_before > clock_timestamp()
                                """)
                        .setParameter("id", taskId)
                        .executeUpdate()
                == 1;
    }

    private static String list(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static TaskClaim claim(Object[] row) {
        OptionalLong execution = row[1] == null ? OptionalLong.empty() : OptionalLong.of(((Number) row[1]).longValue());
        return new TaskClaim(
                ((Number) row[0]).longValue(),
                execution,
                ((Number) row[2]).intValue(),
                ((Number) row[3]).intValue(),
                Duration.ofMillis(((Number) row[4]).longValue()));
    }
}
