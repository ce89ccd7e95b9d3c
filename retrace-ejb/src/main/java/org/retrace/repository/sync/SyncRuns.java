// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.settings.NodeIdentity;

/**
 * The runs: one at a time of each release, held by its row in PostgreSQL under a lease; all times are PostgreSQL's. The
 * server that began a run alone may speak of it.
 */
@Stateless
public class SyncRuns {

    /** A run without a heartbeat counts this long. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** After so many runs in a row that were cut off nobody goes on by himself. */
    public static final int MOST_ATTEMPTS = 3;

    /** Of each release so many runs are kept. */
    static final int KEPT = 100;

    private static final String COLUMNS =
            """
            id, release, begun_by, state, reason, attempt, started_at, finished_at, repository, phase,
            listed, unchanged, fetched, fetched_bytes, indexed, refused
            """;

    private static final String OURS = " where id = :id and state = 'RUNNING' and owner = :owner";

    private static final String CUT_OFF = "its server died; what was fetched is kept";

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private NodeIdentity identity;

    /** What came of the wish to begin a run. */
    public sealed interface Wish {

        SyncRun run();

        /** It runs here. */
        record Begun(SyncRun run) implements Wish {}

        /** Another one runs already, wherever. */
        record Running(SyncRun run) implements Wish {}
    }

    /**
     * Begins a run, unless one runs.
     *
     * @param attempt 1, or one more than that of the run which was cut off
     */
    public Wish begin(ReleaseName release, SyncTrigger trigger, int attempt) {
        while (true) {
            cutOff("and release = :release and lease_until < clock_timestamp()")
                    .setParameter("release", release.toString())
                    .executeUpdate();
            Optional<Long> id = insert(release, trigger, attempt);
            if (id.isPresent()) {
                prune(release);
                return new Wish.Begun(find(id.get()).orElseThrow());
            }
            Optional<SyncRun> running = running(release);
            if (running.isPresent()) {
                return new Wish.Running(running.get());
            }
        }
    }

    private Optional<Long> insert(ReleaseName release, SyncTrigger trigger, int attempt) {
        List<?> ids = entities.createNativeQuery(
                        """
                        insert into sync_run (release, begun_by, state, owner, lease_until, attempt, started_at)
                        values (:release, :trigger, 'RUNNING', :owner,
                                clock_timestamp() + make_interval(secs => :lease), :attempt, clock_timestamp())
                        on conflict (release) where state = 'RUNNING' do nothing
                        returning id
                        """)
                .setParameter("release", release.toString())
                .setParameter("trigger", trigger.name())
                .setParameter("owner", identity.owner())
                .setParameter("lease", (double) LEASE.toSeconds())
                .setParameter("attempt", attempt)
                .getResultList();
        return ids.stream().findFirst().map(id -> ((Number) id).longValue());
    }

    private void prune(ReleaseName release) {
        entities.createNativeQuery(
                        """
                        delete from sync_run
                         where release = :release and state <> 'RUNNING'
                           and id < (select min(id) from (select id from sync_run where release = :release
                                                           order by id desc limit :kept) newest)
                        """)
                .setParameter("release", release.toString())
                .setParameter("kept", KEPT)
                .executeUpdate();
    }

    /**
     * Renews the leases of the runs that live here.
     *
     * @return those among them that are still this server's
     */
    public Set<Long> renew(Collection<Long> live) {
        List<?> renewed = entities.createNativeQuery(
                        """
                        update sync_run set lease_until = clock_timestamp() + make_interval(secs => :lease)
                         where state = 'RUNNING' and owner = :owner
                           and id = any (cast(string_to_array(:live, ',') as bigint[]))
                        returning id
                        """)
                .setParameter("lease", (double) LEASE.toSeconds())
                .setParameter("owner", identity.owner())
                .setParameter("live", live.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .getResultList();
        Set<Long> ids = new HashSet<>();
        renewed.forEach(id -> ids.add(((Number) id).longValue()));
        return ids;
    }

    /** Ends the runs of servers that died: those of earlier boots of this node, and those without a lease. */
    public int cutOffDead() {
        return cutOff("and (lease_until < clock_timestamp() or starts_with(owner, :node) and owner <> :owner)")
                .setParameter("node", identity.node() + "/")
                .setParameter("owner", identity.owner())
                .executeUpdate();
    }

    private Query cutOff(String which) {
        return entities.createNativeQuery(
                "update sync_run set state = 'CUT_OFF', finished_at = clock_timestamp(), reason = '" + CUT_OFF
                        + "' where state = 'RUNNING' " + which);
    }

    /** The newest run of each release that was cut off and may be gone on with. */
    public List<SyncRun> resumable() {
        return runs(entities.createNativeQuery(
                        "select " + COLUMNS
                                + """
                         from (select distinct on (release) * from sync_run order by release, id desc) newest
                         where state = 'CUT_OFF' and attempt < :most order by id
                        """)
                .setParameter("most", MOST_ATTEMPTS));
    }

    /**
     * Tells where a run is.
     *
     * @return whether it is still this server's; otherwise it must end
     */
    public boolean at(long id, SyncRun.Place place) {
        return entities.createNativeQuery("update sync_run set repository = :repository, phase = :phase" + OURS)
                        .setParameter("repository", place.repository())
                        .setParameter("phase", place.phase().name())
                        .setParameter("id", id)
                        .setParameter("owner", identity.owner())
                        .executeUpdate()
                == 1;
    }

    /**
     * Tells what a run has done besides what it told before.
     *
     * @return whether it is still this server's; otherwise it must end
     */
    public boolean count(long id, SyncCounts more) {
        return entities.createNativeQuery(
                                """
                                update sync_run
                                   set listed = listed + :listed, unchanged = unchanged + :unchanged,
                                       fetched = fetched + :fetched, fetched_bytes = fetched_bytes + :bytes,
                                       indexed = indexed + :indexed, refused = refused + :refused
                                """
                                        + OURS)
                        .setParameter("listed", more.listed())
                        .setParameter("unchanged", more.unchanged())
                        .setParameter("fetched", more.fetched())
                        .setParameter("bytes", more.fetchedBytes())
                        .setParameter("indexed", more.indexed())
                        .setParameter("refused", more.refused())
                        .setParameter("id", id)
                        .setParameter("owner", identity.owner())
                        .executeUpdate()
                == 1;
    }

    /**
     * Ends a run, if it still is this server's.
     *
     * @param state DONE or FAILED
     * @param reason why it failed, or what is missing; empty when nothing is
     */
    public void finish(long id, SyncState state, String reason) {
        entities.createNativeQuery(
                        """
                        update sync_run
                           set state = :state, reason = nullif(:reason, ''), finished_at = clock_timestamp()
                        """
                                + OURS)
                .setParameter("state", state.name())
                .setParameter("reason", reason)
                .setParameter("id", id)
                .setParameter("owner", identity.owner())
                .executeUpdate();
    }

    /** Leaves a run to whoever goes on with it, because this server is shut down. */
    public void leave(long id) {
        cutOff("and id = :id and owner = :owner")
                .setParameter("id", id)
                .setParameter("owner", identity.owner())
                .executeUpdate();
    }

    /** A run by its number. */
    public Optional<SyncRun> find(long id) {
        return runs(entities.createNativeQuery("select " + COLUMNS + " from sync_run where id = :id")
                        .setParameter("id", id))
                .stream()
                .findFirst();
    }

    /** The run of a release that has not ended. */
    public Optional<SyncRun> running(ReleaseName release) {
        return runs(entities.createNativeQuery(
                                "select " + COLUMNS + " from sync_run where release = :release and state = 'RUNNING'")
                        .setParameter("release", release.toString()))
                .stream()
                .findFirst();
    }

    /**
     * The runs of a release, newest first.
     *
     * @param before only those that began before this one
     */
    public List<SyncRun> newest(ReleaseName release, OptionalLong before, int most) {
        return runs(entities.createNativeQuery("select " + COLUMNS
                        + " from sync_run where release = :release and id < :before order by id desc limit :most")
                .setParameter("release", release.toString())
                .setParameter("before", before.orElse(Long.MAX_VALUE))
                .setParameter("most", most));
    }

    /** The newest run of each release, by its name. */
    public List<SyncRun> newestOfEach() {
        return runs(entities.createNativeQuery(
                "select distinct on (release) " + COLUMNS + " from sync_run order by release, id desc"));
    }

    /** What a run left outside and no later one saw, by repository and file. */
    public List<SyncRun.Refused> refused(long id, int most) {
        List<?> rows = entities.createNativeQuery(
                        """
                        select p.name, r.file, r.reason
                          from sync_refusal r join package_repository p on p.id = r.repository_id
                         where r.run_id = :id order by p.name, r.file limit :most
                        """)
                .setParameter("id", id)
                .setParameter("most", most)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new SyncRun.Refused((String) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    private static List<SyncRun> runs(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> run((Object[]) row)).toList();
    }

    private static SyncRun run(Object[] row) {
        return new SyncRun(
                number(row[0]),
                ReleaseName.parse((String) row[1]).orElseThrow(),
                SyncTrigger.valueOf((String) row[2]),
                SyncState.valueOf((String) row[3]),
                Optional.ofNullable((String) row[4]),
                (int) number(row[5]),
                (Instant) row[6],
                Optional.ofNullable((Instant) row[7]),
                Optional.ofNullable((String) row[8])
                        .map(repository -> new SyncRun.Place(repository, SyncPhase.valueOf((String) row[9]))),
                new SyncCounts(
                        number(row[10]),
                        number(row[11]),
                        number(row[12]),
                        number(row[13]),
                        number(row[14]),
                        number(row[15])));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
