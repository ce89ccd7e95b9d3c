// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.bytes.FormatException;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.metadata.RepomdReader;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.mirror.SmallFile;
import org.retrace.rpm.Nevra;

/** The repositories that were ever brought here: the state that was taken of each, and what stayed outside. */
@Stateless
public class KeptRepositories {

    private static final int MOST_REASON = 500;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    /** The number of a repository, which is given to it when it is first asked for. */
    public long idOf(RepositoryName name) {
        entities.createNativeQuery(
                        """
                        insert into package_repository (release, name) values (:release, :name)
                        on conflict (release, name) do nothing
                        """)
                .setParameter("release", name.release().toString())
                .setParameter("name", name.repository())
                .executeUpdate();
        return ((Number) entities.createNativeQuery(
                                "select id from package_repository where release = :release and name = :name")
                        .setParameter("release", name.release().toString())
                        .setParameter("name", name.repository())
                        .getSingleResult())
                .longValue();
    }

    /** The state that was taken last, all of it; empty before the first, and when it cannot be read any more. */
    public Optional<MirrorList.State> state(long repositoryId) throws IOException {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "select repomd, mirror, tag, modified from package_repository where id = :id")
                .setParameter("id", repositoryId)
                .getSingleResult();
        if (row[0] == null) {
            return Optional.empty();
        }
        byte[] bytes = (byte[]) row[0];
        SmallFile.Version version = new SmallFile.Version((String) row[1], (String) row[2], (String) row[3]);
        try {
            return Optional.of(new MirrorList.State(RepomdReader.read(bytes), new SmallFile(bytes, version)));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    /** Remembers that all of a state is here which can be had. */
    public void taken(long repositoryId, MirrorList.State state) {
        SmallFile.Version version = state.file().version();
        entities.createNativeQuery(
                        """
                        update package_repository
                           set repomd = :repomd, mirror = :mirror, tag = :tag, modified = :modified,
                               synced_at = clock_timestamp()
                         where id = :id
                        """)
                .setParameter("repomd", state.file().bytes())
                .setParameter("mirror", version.address())
                .setParameter("tag", version.tag())
                .setParameter("modified", version.modified())
                .setParameter("id", repositoryId)
                .executeUpdate();
    }

    /** Remembers that nothing is new since the state that was taken last. */
    public void unchanged(long repositoryId) {
        entities.createNativeQuery("update package_repository set synced_at = clock_timestamp() where id = :id")
                .setParameter("id", repositoryId)
                .executeUpdate();
    }

    /** Those of some checksums whose packages are in the index, as packages of the repository. */
    public Set<String> indexed(long repositoryId, Collection<String> checksums) {
        return texts(entities.createNativeQuery(
                        """
                        select checksum from binary_package
                         where repository_id = :id and checksum = any (string_to_array(:checksums, ','))
                        """)
                .setParameter("id", repositoryId)
                .setParameter("checksums", String.join(",", checksums)));
    }

    /** Those of some checksums whose packages were refused with the same keys. */
    public Set<String> refused(long repositoryId, Collection<String> checksums, String keys) {
        return texts(entities.createNativeQuery(
                        """
                        select checksum from sync_refusal
                         where repository_id = :id and keys = :keys
                           and checksum = any (string_to_array(:checksums, ','))
                        """)
                .setParameter("id", repositoryId)
                .setParameter("keys", keys)
                .setParameter("checksums", String.join(",", checksums)));
    }

    private static Set<String> texts(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(String.class::cast).collect(Collectors.toSet());
    }

    /** All checksums of packages that stay outside. */
    public Set<String> outside(long repositoryId) {
        return texts(entities.createNativeQuery("select checksum from sync_refusal where repository_id = :id")
                .setParameter("id", repositoryId));
    }

    /** Writes down that a package stays outside, in place of what was written of it before. */
    public void refuse(long runId, long repositoryId, SyncRefusal refusal) {
        entities.createNativeQuery(
                        """
                        insert into sync_refusal (repository_id, checksum, run_id, file, reason, keys)
                        values (:id, :checksum, :run, :file, left(:reason, :most), nullif(:keys, ''))
                        on conflict (repository_id, checksum) do update
                           set run_id = excluded.run_id, file = excluded.file, reason = excluded.reason,
                               keys = excluded.keys
                        """)
                .setParameter("id", repositoryId)
                .setParameter("checksum", refusal.checksum())
                .setParameter("run", runId)
                .setParameter("file", refusal.file())
                .setParameter("reason", refusal.reason())
                .setParameter("most", MOST_REASON)
                .setParameter("keys", refusal.keys().orElse(""))
                .executeUpdate();
    }

    /** Forgets what stayed outside and is here by now. */
    public void forgive(long repositoryId, Collection<String> checksums) {
        entities.createNativeQuery(
                        """
                        delete from sync_refusal
                         where repository_id = :id and checksum = any (string_to_array(:checksums, ','))
                        """)
                .setParameter("id", repositoryId)
                .setParameter("checksums", String.join(",", checksums))
                .executeUpdate();
    }

    /** Whether something stays outside that another try, with these keys, may have here. */
    public boolean mayTakeNow(long repositoryId, String keys) {
        return (Boolean) entities.createNativeQuery(
                        """
                        select exists (select 1 from sync_refusal
                                        where repository_id = :id and keys is distinct from :keys)
                        """)
                .setParameter("id", repositoryId)
                .setParameter("keys", keys)
                .getSingleResult();
    }

    /** The repositories of which some state was taken. */
    public List<RepositoryName> taken() {
        List<?> rows = entities.createNativeQuery(
                        "select release, name from package_repository where synced_at is not null order by id")
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .flatMap(row ->
                        ReleaseName.parse((String) row[0])
                                .map(release -> new RepositoryName(release, (String) row[1]))
                                .stream())
                .toList();
    }

    /** Which repositories packages of the index came from; those that came from none are left out. */
    public Map<Long, RepositoryName> origins(Collection<Long> packageIds) {
        List<?> rows = entities.createNativeQuery(
                        """
                        select p.id, r.release, r.name
                          from binary_package p join package_repository r on r.id = p.repository_id
                         where p.id = any (cast(string_to_array(:ids, ',') as bigint[]))
                        """)
                .setParameter("ids", packageIds.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .getResultList();
        Map<Long, RepositoryName> origins = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            ReleaseName.parse((String) columns[1])
                    .ifPresent(release -> origins.put(
                            ((Number) columns[0]).longValue(), new RepositoryName(release, (String) columns[2])));
        }
        return origins;
    }

    /**
     * When the one of some repositories was brought up to date that it was longest ago of; empty while one of them was
     * never brought here.
     *
     * @param names as their plugin calls them, whatever point releases they have
     */
    public Optional<Instant> oldestTaken(ReleaseName release, Collection<String> names) {
        List<?> oldest = entities.createNativeQuery(
                        """
                        select case when bool_and(r.synced_at is not null) then min(r.synced_at) end
                          from unnest(string_to_array(:names, ',')) wanted
                          left join package_repository r
                            on r.release = :release and split_part(r.name, '/', 1) = wanted
                        """)
                .setParameter("release", release.toString())
                .setParameter("names", String.join(",", names))
                .getResultList();
        return oldest.stream()
                .flatMap(time -> Optional.ofNullable((Instant) time).stream())
                .findFirst();
    }

    /** How many packages of a repository are in the index. */
    public long count(long repositoryId) {
        return ((Number) entities.createNativeQuery("select count(*) from binary_package where repository_id = :id")
                        .setParameter("id", repositoryId)
                        .getSingleResult())
                .longValue();
    }

    /** The packages of a repository that are in the index. */
    public List<KeptPackage> packages(long repositoryId) {
        List<?> rows = entities.createNativeQuery(
                        """
                        select name, epoch, version, release, arch, file, coalesce(checksum, '')
                          from binary_package where repository_id = :id
                        """)
                .setParameter("id", repositoryId)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new KeptPackage(
                        new Nevra(
                                (String) row[0],
                                ((Number) row[1]).intValue(),
                                (String) row[2],
                                (String) row[3],
                                (String) row[4]),
                        Path.of((String) row[5]),
                        (String) row[6]))
                .toList();
    }

    /** What stays outside of a repository, by file. */
    public List<SyncRefusal> refusals(long repositoryId, int most) {
        List<?> rows = entities.createNativeQuery(
                        """
                        select checksum, file, reason, keys from sync_refusal
                         where repository_id = :id order by file limit :most
                        """)
                .setParameter("id", repositoryId)
                .setParameter("most", most)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new SyncRefusal(
                        (String) row[0], (String) row[1], (String) row[2], Optional.ofNullable((String) row[3])))
                .toList();
    }
}
