// SPDX-License-Identifier: Apache-2.0
package org.retrace.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.find.FoundPackage;
import org.retrace.repository.find.PackageBy;
import org.retrace.repository.find.PackagePlace;
import org.retrace.repository.find.PackageSearch;
import org.retrace.repository.holding.HeldRelease;
import org.retrace.repository.holding.HeldRepository;
import org.retrace.repository.holding.Holding;
import org.retrace.repository.holding.Holdings;
import org.retrace.repository.holding.Outside;
import org.retrace.repository.sync.SyncState;

/** What is kept and found, in the server; every test rolls its rows back. */
@ArquillianTest
class HoldingsIT {

    private static final ReleaseName CRUMB = ReleaseName.parse("crumb-1-x86_64").orElseThrow();

    @Inject
    private AsViewer asViewer;

    @Inject
    private Holdings holdings;

    @Inject
    private PackageSearch search;

    @PersistenceContext(unitName = "retrace")
    private EntityManager entities;

    @Resource
    private UserTransaction transaction;

    @Deployment
    static Archive<?> application() {
        return InsideServer.application(HoldingsIT.class);
    }

    @BeforeEach
    void threePackages() throws Exception {
        transaction.begin();
        for (String release : List.of("crumb-1-x86_64", "empty-1-x86_64")) {
            sql("insert into package_repository (release, name, mirror, synced_at) values ('" + release
                    + "', 'base', 'http://mirror/', now())");
        }
        for (String version : List.of("1.0", "1.1")) {
            sql(
                    "insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch,"
                            + " repository_id) select '/r/toaster-" + version
                            + ".rpm', 100, now(), '\\x00', 'toaster', 0, '"
                            + version
                            + "', '1', 'x86_64', id from package_repository where release = 'crumb-1-x86_64'");
        }
        sql("insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch)"
                + " values ('/d/jam.rpm', 1, now(), '\\x00', 'jam', 2, '1', '1', 'x86_64')");
        sql("insert into package_build_id select id, 0, '\\xc0ffee01', '/usr/bin/toaster' from binary_package"
                + " where name = 'toaster'");
        sql("insert into package_file select id, '/usr/bin/toaster' from binary_package where version = '1.1'");
    }

    @AfterEach
    void rollBack() throws Exception {
        transaction.rollback();
    }

    @Test
    void measuresEachRelease() {
        assertEquals(
                Map.of("crumb-1-x86_64", new Holding(1, 1, 2, 200), "empty-1-x86_64", new Holding(1, 0, 0, 0)),
                asViewer.ask(() -> holdings.measures()));
        assertEquals(1, asViewer.ask(() -> holdings.elsewhere()));
        HeldRepository repository =
                asViewer.ask(() -> holdings.repositories(CRUMB)).get(0);
        assertEquals(2, repository.packages());
        assertEquals(200, repository.bytes());
        assertEquals(Optional.of("http://mirror/"), repository.mirror());
        assertTrue(repository.takenAt().isPresent());
    }

    @Test
    void namesReleasesThatWereAskedForOrRunOnce() {
        sql("insert into release_sync values ('asked-1-x86_64', true)");
        for (String state : List.of("DONE", "FAILED")) {
            sql("insert into sync_run (release, begun_by, state, owner, lease_until, started_at, finished_at)"
                    + " values ('run-1-x86_64', 'TIMER', '" + state + "', 'n/1', now(), now(), now())");
        }
        assertEquals(
                List.of("asked-1-x86_64", "crumb-1-x86_64", "empty-1-x86_64", "run-1-x86_64"),
                asViewer.ask(() -> holdings.releases()).stream()
                        .map(held -> held.name().toString())
                        .toList());
        HeldRelease asked = asViewer.ask(() ->
                        holdings.release(ReleaseName.parse("asked-1-x86_64").orElseThrow()))
                .orElseThrow();
        assertTrue(asked.byClock() && asked.newest().isEmpty());
        HeldRelease run = asViewer.ask(
                        () -> holdings.release(ReleaseName.parse("run-1-x86_64").orElseThrow()))
                .orElseThrow();
        assertEquals(SyncState.FAILED, run.newest().orElseThrow().state());
    }

    @Test
    void tellsWhatStaysOutsideAndWhenItIsTriedAgain() {
        sql("insert into sync_refusal (repository_id, checksum, file, reason, keys) select id, c, 'P/' || c, 'why',"
                + " case c when 'a' then 'keys' end from package_repository, unnest(array['a', 'b']) c"
                + " where release = 'crumb-1-x86_64'");
        assertEquals(
                List.of(new Outside("base", "P/a", "why", true), new Outside("base", "P/b", "why", false)),
                asViewer.ask(() -> holdings.outside(CRUMB, 9)));
        assertEquals(1, asViewer.ask(() -> holdings.outside(CRUMB, 1)).size());
        assertEquals(2, asViewer.ask(() -> holdings.repositories(CRUMB)).get(0).refused());
    }

    @Test
    void findsPackagesByEachOfTheirNames() {
        List<String> both = List.of("toaster-1.0-1.x86_64", "toaster-1.1-1.x86_64");
        assertEquals(both, names(PackageBy.NAME, "toa"));
        assertEquals(both.subList(1, 2), names(PackageBy.VERSION, "toaster-1.1"));
        assertEquals(both, names(PackageBy.BUILD_ID, "C0FFEE"));
        assertEquals(both.subList(1, 2), names(PackageBy.PATH, "/bin/toaster"));
        assertEquals(List.of(), names(PackageBy.NAME, "nothing"));
        FoundPackage first = asViewer.ask(() -> search.page(PackageBy.BUILD_ID, "c0ffee", PackagePlace.FIRST, 1))
                .get(0);
        assertEquals(Optional.of("/usr/bin/toaster"), first.path());
        assertEquals("crumb-1-x86_64/base", first.repository().orElseThrow().toString());
        assertEquals(
                both.subList(1, 2),
                asViewer.ask(() -> search.page(PackageBy.BUILD_ID, "c0ffee", first.place(), 9)).stream()
                        .map(found -> found.name().toString())
                        .toList());
    }

    private List<String> names(PackageBy by, String text) {
        return asViewer.ask(() -> search.page(by, text, PackagePlace.FIRST, 9)).stream()
                .map(found -> found.name().toString())
                .toList();
    }

    private void sql(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }
}
