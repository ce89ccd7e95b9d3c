// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.PackageIndex;
import org.retrace.repository.PackageWriter;
import org.retrace.repository.PackagesIndexed;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.catalog.RepositorySource;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.metadata.RepomdReader;
import org.retrace.repository.mirror.Mirror;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.mirror.TransferRules;
import org.retrace.repository.sync.KeptPackage;
import org.retrace.repository.sync.KeptRepositories;
import org.retrace.repository.sync.RepositoryTree;
import org.retrace.repository.sync.SyncCounts;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;
import org.retrace.repository.sync.SyncState;
import org.retrace.repository.sync.SyncTrigger;
import org.retrace.repository.trust.MadeKey;
import org.retrace.repository.trust.PackageVerifier;
import org.retrace.repository.trust.TrustedKeys;
import org.retrace.rpm.Nevra;
import org.retrace.schema.GatheredEvents;
import org.retrace.schema.TestDatabase;
import org.retrace.settings.NodeIdentity;

/** The steps of a run one after the other, with a real database and real files. */
class StepsTest {

    private static TestDatabase database;

    private final Path directory;
    private final MadeRepository repository;
    private final MadeKey ours;
    private ReleaseName release = ReleaseName.parse("crumb-1-x86_64").orElseThrow();
    private boolean mixed;
    private long leastFreeBytes;
    private KeptRepositories kept;
    private SyncRuns runs;
    private MetadataLook metadata;
    private PackageIntake packages;
    private TreePublishing publish;

    StepsTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        repository = new MadeRepository(directory.resolve("mirror"));
        ours = new MadeKey(MadeRepository.MADE);
    }

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void makeBeans() throws Exception {
        database.sql("delete from binary_package");
        database.sql("delete from package_repository");
        database.sql("delete from sync_run");
        trust(ours);
        kept = TestDatabase.inject(new KeptRepositories(), "entities", database.entities());
        runs = TestDatabase.inject(new SyncRuns(), "entities", database.entities());
        TestDatabase.inject(runs, "identity", new NodeIdentity("here"));
        PackageIndex index = TestDatabase.inject(new PackageIndex(), "entities", database.entities());
        TestDatabase.inject(index, "dataSource", database.dataSource());
        PackageWriter writer = TestDatabase.inject(new PackageWriter(), "index", index);
        TestDatabase.inject(writer, "indexed", new GatheredEvents<PackagesIndexed>());
        metadata = TestDatabase.inject(new MetadataLook(), "kept", kept);
        TestDatabase.inject(metadata, "runs", runs);
        packages = TestDatabase.inject(new PackageIntake(), "kept", kept);
        TestDatabase.inject(packages, "runs", runs);
        TestDatabase.inject(packages, "writer", writer);
        publish = TestDatabase.inject(new TreePublishing(), "kept", kept);
        TestDatabase.inject(publish, "runs", runs);
        TestDatabase.inject(publish, "writer", writer);
        TestDatabase.inject(publish, "settings", MadeSettings.keepingTwo());
    }

    private void trust(MadeKey key) throws Exception {
        Files.write(Files.createDirectories(directory.resolve("keys")).resolve("crumb-1"), key.primary());
    }

    private WantedPackage add(String name, String version) throws Exception {
        return repository.add(name, version, MadeRepository.signed(name, version, ours));
    }

    @Test
    void theFirstRunBringsAllAndTheSecondNothing() throws Exception {
        add("jam", "1");
        add("tea", "1");
        repository.publish(1);
        long bytes = repository.listed().stream().mapToLong(WantedPackage::size).sum();
        assertThat(run().counts()).isEqualTo(new SyncCounts(2, 0, 2, bytes, 2, 0));
        assertThat(indexed()).containsExactlyInAnyOrder("jam-1-2.x86_64", "tea-1-2.x86_64");
        assertThat(run().counts()).isEqualTo(new SyncCounts(2, 2, 0, 0, 0, 0));
    }

    @Test
    void onlyWhatIsNewIsFetchedAndWhatIsGoneIsKept() throws Exception {
        WantedPackage old = add("jam", "1");
        repository.publish(1);
        run();
        repository.drop(old);
        Files.delete(repository.file(old));
        add("jam", "2");
        repository.publish(2);
        assertThat(run().counts().fetched()).isEqualTo(1);
        assertThat(indexed()).containsExactlyInAnyOrder("jam-1-2.x86_64", "jam-2-2.x86_64");
    }

    @Test
    void othersCanInstallFromWhatIsPublished() throws Exception {
        add("jam", "1");
        repository.publish(1);
        run();
        var repomd = RepomdReader.read(Files.readAllBytes(tree().directory().resolve("repodata/repomd.xml")));
        assertThat(repomd.file("primary")).isPresent();
        assertThat(tree().directory().resolve("Packages/jam-1.rpm")).exists();
    }

    @Test
    void aKilledCreaterepoIsNotInTheWayOfTheNext() throws Exception {
        add("jam", "1");
        repository.publish(1);
        Files.createDirectories(tree().directory().resolve(".repodata"));
        assertThat(run().state()).isEqualTo(SyncState.DONE);
        assertThat(tree().directory().resolve("repodata/repomd.xml")).exists();
    }

    @Test
    void aRefusedPackageIsTriedAgainWithOtherKeysOnly() throws Exception {
        MadeKey theirs = new MadeKey(MadeRepository.MADE);
        add("jam", "1");
        repository.add("tea", "1", MadeRepository.signed("tea", "1", theirs));
        repository.publish(1);
        SyncRun first = run();
        assertThat(first.counts().refused()).isEqualTo(1);
        assertThat(first.state()).isEqualTo(SyncState.DONE);
        assertThat(kept.refusals(id(), 9)).hasSize(1);
        assertThat(run().counts()).isEqualTo(new SyncCounts(1, 1, 0, 0, 0, 0));
        trust(theirs);
        SyncRun third = run();
        assertThat(third.counts().fetched()).isEqualTo(1);
        assertThat(kept.refusals(id(), 9)).isEmpty();
        assertThat(indexed()).hasSize(2);
    }

    @Test
    void aPackageThatTheMirrorLackedIsFetchedWhenItIsThere() throws Exception {
        WantedPackage jam = add("jam", "1");
        repository.publish(1);
        byte[] bytes = Files.readAllBytes(repository.file(jam));
        Files.delete(repository.file(jam));
        assertThat(run().counts().refused()).isEqualTo(1);
        Files.write(repository.file(jam), bytes);
        assertThat(run().counts().fetched()).isEqualTo(1);
        assertThat(indexed()).containsExactly("jam-1-2.x86_64");
    }

    @Test
    void anOlderStateIsNotTaken() throws Exception {
        add("jam", "1");
        repository.publish(7);
        run();
        add("tea", "1");
        repository.publish(6);
        SyncRun second = run();
        assertThat(second.state()).isEqualTo(SyncState.FAILED);
        assertThat(second.reason()).hasValueSatisfying(reason -> assertThat(reason)
                .startsWith("1 of 1 repositories failed: updates: ")
                .contains("serves an older state"));
        assertThat(indexed()).containsExactly("jam-1-2.x86_64");
    }

    @Test
    void metadataThatAreNotWhatTheyShouldBeChangeNothing() throws Exception {
        add("jam", "1");
        repository.publish(1);
        Path primary = repository.directory().resolve("repodata/1-primary.xml");
        Files.writeString(primary, Files.readString(primary).replace("jam", "ham"));
        assertThat(run().state()).isEqualTo(SyncState.FAILED);
        assertThat(indexed()).isEmpty();
        repository.publish(1);
        assertThat(run().state()).isEqualTo(SyncState.DONE);
    }

    @Test
    void aFullDiskEndsTheRunAndLosesNothing() throws Exception {
        add("jam", "1");
        repository.publish(1);
        run();
        add("tea", "1");
        repository.publish(2);
        leastFreeBytes = Long.MAX_VALUE;
        SyncRun full = run();
        assertThat(full.state()).isEqualTo(SyncState.FAILED);
        assertThat(full.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("MinStorageLeft"));
        leastFreeBytes = 0;
        assertThat(run().counts().fetched()).isEqualTo(1);
        assertThat(indexed()).hasSize(2);
    }

    @Test
    void whatWasPlacedButNotIndexedIsNotFetchedAgain() throws Exception {
        WantedPackage jam = add("jam", "1");
        repository.publish(1);
        ReleaseWork cut = work(begin());
        RepositoryWork only = cut.repositories().get(0);
        in(() -> {
            metadata.look(cut, only);
            return packages.fetch(cut, only, jam);
        });
        in(() -> {
            runs.leave(cut.run().id());
            return cut;
        });
        Files.delete(repository.file(jam));
        assertThat(run().counts()).isEqualTo(new SyncCounts(1, 0, 0, 0, 1, 0));
        assertThat(indexed()).containsExactly("jam-1-2.x86_64");
    }

    @Test
    void whatWasIndexedButNotPublishedIsPublishedByTheNextRun() throws Exception {
        add("jam", "1");
        repository.publish(1);
        run();
        FileTime before = published();
        add("tea", "1");
        repository.publish(2);
        ReleaseWork cut = work(begin());
        RepositoryWork only = cut.repositories().get(0);
        in(() -> {
            metadata.look(cut, only);
            return cut;
        });
        fetchAll(cut, only);
        in(() -> {
            runs.leave(cut.run().id());
            return cut;
        });
        assertThat(indexed()).hasSize(2);
        assertThat(published()).isEqualTo(before);
        SyncRun next = run();
        assertThat(next.counts()).isEqualTo(new SyncCounts(2, 2, 0, 0, 0, 0));
        assertThat(published()).isNotEqualTo(before);
        assertThat(tree().isChanged()).isFalse();
    }

    private FileTime published() throws IOException {
        return Files.getLastModifiedTime(tree().directory().resolve("repodata/repomd.xml"));
    }

    @Test
    void whatIsListedNoMoreIsNotAskedForAgain() throws Exception {
        WantedPackage jam = add("jam", "1");
        repository.publish(1);
        byte[] bytes = Files.readAllBytes(repository.file(jam));
        Files.delete(repository.file(jam));
        assertThat(run().counts().refused()).isEqualTo(1);
        Files.write(repository.file(jam), bytes);
        repository.drop(jam);
        add("tea", "1");
        repository.publish(2);
        assertThat(run().counts().refused()).isZero();
        assertThat(kept.refusals(id(), 9)).isEmpty();
    }

    @Test
    void ofRawhideOnlyTheNewestVersionsAreKept() throws Exception {
        release = ReleaseName.parse("crumb-rawhide-x86_64").orElseThrow();
        for (String version : List.of("1", "2", "3")) {
            WantedPackage jam = add("jam", version);
            repository.publish(Long.parseLong(version));
            run();
            repository.drop(jam);
        }
        assertThat(indexed()).containsExactlyInAnyOrder("jam-2-2.x86_64", "jam-3-2.x86_64");
        assertThat(tree().directory().resolve("Packages/jam-1.rpm")).doesNotExist();
        assertThat(tree().directory().resolve("Packages/jam-2.rpm")).exists();
    }

    @Test
    void ofAMixedDirectoryOnlyWhatRunsOnTheMachineIsTaken() throws Exception {
        mixed = true;
        add("jam", "1");
        repository.list(
                "Packages/tea.rpm", new Nevra("tea", 0, "1", "2", "s390x"), MadeRepository.signed("tea", "1", ours));
        repository.list(
                "Packages/ham.rpm", new Nevra("ham", 0, "1", "2", "src"), MadeRepository.signed("ham", "1", ours));
        repository.publish(1);
        assertThat(run().counts().listed()).isEqualTo(1);
    }

    private <T> T in(Supplier<T> work) {
        return database.transaction(work);
    }

    private RepositoryTree tree() {
        return new RepositoryTree(directory.resolve("repos"), new RepositoryName(release, "updates"));
    }

    private long id() {
        return in(() -> kept.idOf(new RepositoryName(release, "updates")));
    }

    private List<String> indexed() {
        return kept.packages(id()).stream()
                .map(KeptPackage::nevra)
                .map(Nevra::toString)
                .toList();
    }

    private SyncRun begin() {
        return in(() -> runs.begin(release, SyncTrigger.COMMAND, 1)).run();
    }

    private ReleaseWork work(SyncRun run) throws IOException {
        RepositoryTree tree = tree();
        tree.prepare();
        PackageFetch fetch = new PackageFetch(
                id(),
                tree,
                new MirrorList(List.of(Mirror.at(repository.directory().toString(), TransferRules.USUAL))),
                Optional.of(new PackageVerifier(keys())),
                keys().fingerprint(),
                new FreeSpace(() -> leastFreeBytes));
        RepositorySource source = new RepositorySource(
                new RepositoryName(release, "updates"),
                List.of(URI.create("file://" + repository.directory())),
                true,
                mixed);
        ReleaseWork work = new ReleaseWork(run);
        work.consistsOf(List.of(new RepositoryWork(source, fetch)));
        return work;
    }

    private TrustedKeys keys() throws IOException {
        return TrustedKeys.read(directory.resolve("keys"), List.of("crumb-1"));
    }

    /** All steps, as the job does them; the run as it stands in the database afterwards. */
    private SyncRun run() throws IOException {
        ReleaseWork work = work(begin());
        RepositoryWork only = work.repositories().get(0);
        in(() -> {
            metadata.look(work, only);
            return work;
        });
        if (only.failure().isEmpty() && !work.isOver()) {
            fetchAll(work, only);
        }
        return in(() -> {
            publish.publish(work, only);
            runs.finish(
                    work.run().id(),
                    work.failure().isPresent() ? SyncState.FAILED : SyncState.DONE,
                    work.failure().orElse(""));
            return runs.find(work.run().id()).orElseThrow();
        });
    }

    private void fetchAll(ReleaseWork work, RepositoryWork only) throws IOException {
        List<Fetched> fetched = new ArrayList<>();
        try (FetchPlan.Reader plan = only.plan().read()) {
            for (Optional<WantedPackage> next = plan.next(); next.isPresent(); next = plan.next()) {
                packages.fetch(work, only, next.get()).ifPresent(fetched::add);
            }
        }
        in(() -> {
            packages.keep(work, only, fetched);
            return fetched;
        });
    }
}
