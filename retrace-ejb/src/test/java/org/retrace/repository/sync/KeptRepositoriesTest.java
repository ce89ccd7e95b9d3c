// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.metadata.RepomdReader;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.mirror.SmallFile;
import org.retrace.schema.TestDatabase;
import org.retrace.settings.NodeIdentity;

class KeptRepositoriesTest {

    private static final ReleaseName RELEASE =
            ReleaseName.parse("crumb-1-x86_64").orElseThrow();

    private static TestDatabase database;

    private KeptRepositories kept;
    private long id;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        database.sql("delete from sync_run");
        database.sql("delete from package_repository");
        kept = TestDatabase.inject(new KeptRepositories(), "entities", database.entities());
        id = id("updates");
    }

    private long id(String repository) {
        return database.transaction(() -> kept.idOf(new RepositoryName(RELEASE, repository)));
    }

    @Test
    void aRepositoryKeepsItsNumber() {
        assertThat(id("updates")).isEqualTo(id);
        assertThat(id("base/7.9")).isNotEqualTo(id);
    }

    @Test
    void theStateThatWasTakenIsThereAgain() throws IOException {
        assertThat(kept.state(id)).isEmpty();
        byte[] document = "<repomd><revision>7</revision></repomd>".getBytes(StandardCharsets.UTF_8);
        SmallFile.Version version = new SmallFile.Version("http://mirror.example/", "\"tag\"", "");
        MirrorList.State state = new MirrorList.State(RepomdReader.read(document), new SmallFile(document, version));
        run(() -> kept.taken(id, state));
        MirrorList.State again = kept.state(id).orElseThrow();
        assertThat(again.metadata()).isEqualTo(state.metadata());
        assertThat(again.file().version()).isEqualTo(version);
        assertThat(again.file().bytes()).isEqualTo(document);
    }

    @Test
    void aStateThatCannotBeReadAnyMoreIsNone() throws IOException {
        database.sql("update package_repository set repomd = 'x', mirror = '', tag = '', modified = ''");
        assertThat(kept.state(id)).isEmpty();
    }

    @Test
    void aRefusalCountsForTheKeysThatItWasMadeWith() throws Exception {
        long runId = runId();
        run(() -> kept.refuse(runId, id, refusal("a1", Optional.of("keys"))));
        run(() -> kept.refuse(runId, id, refusal("b2", Optional.empty())));
        assertThat(kept.refused(id, List.of("a1", "b2", "c3"), "keys")).containsExactly("a1");
        assertThat(kept.refused(id, List.of("a1", "b2", "c3"), "other keys")).isEmpty();
        assertThat(kept.refused(id("base"), List.of("a1"), "keys")).isEmpty();
    }

    @Test
    void theNewestRefusalOfAPackageStands() throws Exception {
        long runId = runId();
        run(() -> kept.refuse(runId, id, refusal("a1", Optional.of("keys"))));
        run(() -> kept.refuse(runId, id, refusal("a1", Optional.of("new keys"))));
        run(() -> kept.refuse(runId, id, refusal("b2", Optional.empty())));
        assertThat(kept.refusals(id, 9))
                .containsExactly(refusal("a1", Optional.of("new keys")), refusal("b2", Optional.empty()));
        run(() -> kept.forgive(id, List.of("a1")));
        assertThat(kept.refusals(id, 9)).containsExactly(refusal("b2", Optional.empty()));
    }

    @Test
    void packagesOfTheRepositoryAreFoundByTheChecksumThatItLists() {
        database.sql(
                """
                insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch,
                                            repository_id, checksum)
                values ('/jam.rpm', 1, now(), '\\x00', 'jam', 0, '1', '1', 'x86_64', %d, 'a1')
                """
                        .formatted(id));
        assertThat(kept.indexed(id, List.of("a1", "b2"))).containsExactly("a1");
        assertThat(kept.indexed(id("base"), List.of("a1", "b2"))).isEmpty();
        database.sql("delete from binary_package");
    }

    @Test
    void packagesTellWhichRepositoryTheyCameFrom() {
        database.sql(
                """
                insert into binary_package (file, size_bytes, modified_at, digest, name, epoch, version, release, arch,
                                            repository_id)
                values ('/jam.rpm', 1, now(), '\\x00', 'jam', 0, '1', '1', 'x86_64', %d),
                       ('/tea.rpm', 1, now(), '\\x01', 'tea', 0, '1', '1', 'x86_64', null)
                """
                        .formatted(id));
        List<?> rows = database.transaction(() -> database.entities()
                .createNativeQuery("select id from binary_package order by file")
                .getResultList());
        List<Long> ids = rows.stream().map(row -> ((Number) row).longValue()).toList();
        assertThat(kept.origins(ids)).containsExactly(Map.entry(ids.get(0), new RepositoryName(RELEASE, "updates")));
        assertThat(kept.origins(List.of())).isEmpty();
        database.sql("delete from binary_package");
    }

    @Test
    void aReleaseIsAsOldAsTheOldestOfItsRepositories() {
        long point = id("base/7.8");
        id("base/7.9");
        assertThat(kept.taken()).isEmpty();
        assertThat(kept.oldestTaken(RELEASE, List.of("updates"))).isEmpty();
        run(() -> kept.unchanged(id));
        database.sql("update package_repository set synced_at = '2026-01-02T00:00Z' where name = 'base/7.9'");
        assertThat(kept.oldestTaken(RELEASE, List.of("updates"))).isPresent();
        assertThat(kept.oldestTaken(RELEASE, List.of("updates", "base"))).isEmpty();
        run(() -> kept.unchanged(point));
        assertThat(kept.oldestTaken(RELEASE, List.of("updates", "base")))
                .contains(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(kept.oldestTaken(RELEASE, List.of("updates", "never"))).isEmpty();
        assertThat(kept.oldestTaken(RELEASE, List.of())).isEmpty();
        assertThat(kept.taken()).hasSize(3).contains(new RepositoryName(RELEASE, "base/7.8"));
    }

    private static SyncRefusal refusal(String checksum, Optional<String> keys) {
        return new SyncRefusal(checksum, "Packages/" + checksum + ".rpm", "the package is not signed", keys);
    }

    private static long runId() throws Exception {
        SyncRuns runs = TestDatabase.inject(new SyncRuns(), "entities", database.entities());
        TestDatabase.inject(runs, "identity", new NodeIdentity("here"));
        return database.transaction(
                () -> runs.begin(RELEASE, SyncTrigger.COMMAND, 1).run().id());
    }

    private static void run(Runnable work) {
        database.transaction(() -> {
            work.run();
            return work;
        });
    }
}
