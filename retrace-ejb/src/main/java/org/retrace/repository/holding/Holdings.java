// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.holding;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.retrace.account.Role;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;

/** The releases and repositories that are kept here, as the database knows them: no tree is walked. */
@Stateless
@RolesAllowed({Role.ADMIN, Role.CORE_DEV, Role.DEBUGGER, Role.VIEWER})
public class Holdings {

    /** Counts one repository after the other by an index. */
    static final String MEASURES =
            """
            select n.release, coalesce(sum(n.packages), 0), count(n.name), coalesce(sum(n.bytes), 0),
                   (select count(*) from package_repository o where o.release = n.release)
              from (select r.release, p.name, sum(p.packages) packages, sum(p.bytes) bytes
                      from package_repository r
                      left join lateral (select name collate "C" as name, count(*) packages, sum(size_bytes) bytes
                                           from binary_package where repository_id = r.id group by 1) p on true
                     group by r.release, p.name) n
             group by n.release
            """;

    static final String REPOSITORIES =
            """
            select r.name, p.packages, p.bytes, r.mirror, r.synced_at,
                   (select count(*) from sync_refusal f where f.repository_id = r.id)
              from package_repository r,
                   lateral (select count(*) packages, coalesce(sum(size_bytes), 0) bytes from binary_package
                             where repository_id = r.id) p
             where r.release = :release order by r.name
            """;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Inject
    private SyncRuns runs;

    /** All releases by name; cheap enough to be asked again and again. */
    public List<HeldRelease> releases() {
        Map<ReleaseName, SyncRun> newest =
                runs.newestOfEach().stream().collect(Collectors.toMap(SyncRun::release, Function.identity()));
        return rows(entities.createNativeQuery(
                                """
                        select n.release, coalesce(s.enabled, false)
                          from (select release from package_repository union select release from release_sync
                                union select release from sync_run) n
                          left join release_sync s on s.release = n.release
                         order by n.release
                        """)
                        .getResultList())
                .stream()
                .flatMap(row -> ReleaseName.parse((String) row[0])
                        .map(name -> new HeldRelease(name, (Boolean) row[1], Optional.ofNullable(newest.get(name))))
                        .stream())
                .toList();
    }

    /** One of them. */
    public Optional<HeldRelease> release(ReleaseName name) {
        return releases().stream().filter(held -> held.name().equals(name)).findFirst();
    }

    /** How much is here of each release, by its name. */
    public Map<String, Holding> measures() {
        Map<String, Holding> measures = new TreeMap<>();
        for (Object[] row : rows(entities.createNativeQuery(MEASURES).getResultList())) {
            measures.put((String) row[0], new Holding(number(row[4]), number(row[2]), number(row[1]), number(row[3])));
        }
        return measures;
    }

    /** How much is here of one release. */
    public Holding measure(ReleaseName release) {
        List<HeldRepository> repositories = repositories(release);
        long names = number(entities.createNativeQuery(
                        """
                        select count(distinct p.name) from binary_package p
                         where p.repository_id in (select id from package_repository where release = :release)
                        """)
                .setParameter("release", release.toString())
                .getSingleResult());
        long packages =
                repositories.stream().mapToLong(HeldRepository::packages).sum();
        long bytes = repositories.stream().mapToLong(HeldRepository::bytes).sum();
        return new Holding(repositories.size(), names, packages, bytes);
    }

    /** How many packages are in the index that belong to no repository: those of indexed directories. */
    public long elsewhere() {
        return number(entities.createNativeQuery("select count(*) from binary_package where repository_id is null")
                .getSingleResult());
    }

    /** The repositories of a release, by name. */
    public List<HeldRepository> repositories(ReleaseName release) {
        return rows(entities.createNativeQuery(REPOSITORIES)
                        .setParameter("release", release.toString())
                        .getResultList())
                .stream()
                .map(row -> new HeldRepository(
                        new RepositoryName(release, (String) row[0]),
                        number(row[1]),
                        number(row[2]),
                        number(row[5]),
                        Optional.ofNullable((String) row[3]),
                        Optional.ofNullable((Instant) row[4])))
                .toList();
    }

    /** What stays outside of the repositories of a release, by repository and file. */
    public List<Outside> outside(ReleaseName release, int most) {
        return rows(entities.createNativeQuery(
                                """
                        select r.name, f.file, f.reason, f.keys is not null
                          from package_repository r join sync_refusal f on f.repository_id = r.id
                         where r.release = :release order by r.name, f.file limit :most
                        """)
                        .setParameter("release", release.toString())
                        .setParameter("most", most)
                        .getResultList())
                .stream()
                .map(row -> new Outside((String) row[0], (String) row[1], (String) row[2], (Boolean) row[3]))
                .toList();
    }

    private static List<Object[]> rows(List<?> rows) {
        return rows.stream().map(row -> (Object[]) row).toList();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
