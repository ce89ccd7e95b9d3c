// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.FileDigest;
import org.retrace.repository.NewPackage;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.mirror.Mirror;
import org.retrace.repository.mirror.MirrorList;
import org.retrace.repository.mirror.TransferRules;
import org.retrace.repository.sync.RepositoryTree;
import org.retrace.repository.sync.SyncRefusal;
import org.retrace.repository.trust.MadeKey;
import org.retrace.repository.trust.PackageVerifier;
import org.retrace.repository.trust.TrustedKeys;
import org.retrace.rpm.Nevra;

class PackageFetchTest {

    private static final String KEYS = "keys";

    private final Path directory;
    private final MadeRepository repository;
    private final RepositoryTree tree;
    private final MadeKey ours;
    private final MadeKey theirs;

    PackageFetchTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        repository = new MadeRepository(directory.resolve("mirror"));
        ours = new MadeKey(MadeRepository.MADE);
        theirs = new MadeKey(MadeRepository.MADE);
        ReleaseName release = ReleaseName.parse("crumb-1-x86_64").orElseThrow();
        tree = new RepositoryTree(directory.resolve("repos"), new RepositoryName(release, "updates"));
    }

    @BeforeEach
    void prepare() throws Exception {
        tree.prepare();
        Files.write(Files.createDirectory(directory.resolve(KEYS)).resolve("crumb-1"), ours.primary());
    }

    private PackageFetch fetch(long leastFreeBytes, Path... mirrors) throws IOException {
        List<Mirror> all = new ArrayList<>();
        for (Path mirror : mirrors) {
            all.add(Mirror.at(mirror.toString(), TransferRules.USUAL));
        }
        return new PackageFetch(
                7,
                tree,
                new MirrorList(all),
                Optional.of(new PackageVerifier(TrustedKeys.read(directory.resolve(KEYS), List.of("crumb-1")))),
                KEYS,
                new FreeSpace(() -> leastFreeBytes));
    }

    private PackageFetch fetch() throws IOException {
        return fetch(0, repository.directory());
    }

    private WantedPackage jam() throws Exception {
        return repository.add("jam", "1", MadeRepository.signed("jam", "1", ours));
    }

    @Test
    void whatIsGoodIsInItsPlace() throws Exception {
        WantedPackage jam = jam();
        List<Long> progress = new ArrayList<>();
        Fetched.Arrived arrived = (Fetched.Arrived) fetch().fetch(jam, progress::add);
        assertThat(arrived.pkg().file()).isEqualTo(tree.directory().resolve("Packages/jam-1.rpm"));
        assertThat(arrived.pkg().file()).hasSameBinaryContentAs(repository.file(jam));
        assertThat(arrived.bytes()).isEqualTo(jam.size());
        assertThat(arrived.pkg().rpm().nevra()).isEqualTo(jam.nevra());
        assertThat(arrived.pkg().digest()).isEqualTo(FileDigest.of(repository.file(jam)));
        assertThat(arrived.pkg().origin())
                .contains(new NewPackage.Origin(7, jam.checksum().hex()));
        assertThat(incoming()).isEmpty();
    }

    @Test
    void whatLiesThereIsNotFetchedAgain() throws Exception {
        WantedPackage jam = jam();
        fetch().fetch(jam, bytes -> {});
        Files.delete(repository.file(jam));
        Fetched.Arrived arrived = (Fetched.Arrived) fetch().fetch(jam, bytes -> {});
        assertThat(arrived.bytes()).isZero();
        assertThat(arrived.pkg().rpm().nevra()).isEqualTo(jam.nevra());
    }

    @Test
    void oneFlippedByteIsRefused() throws Exception {
        byte[] bytes = MadeRepository.signed("jam", "1", ours);
        bytes[bytes.length - 1] ^= 1;
        assertThat(refused(repository.add("jam", "1", bytes)))
                .isEqualTo(new SyncRefusal(
                        MadeRepository.sha256(bytes).hex(),
                        "Packages/jam-1.rpm",
                        "RPM: the payload's digest is wrong",
                        Optional.of(KEYS)));
    }

    @Test
    void whatNobodyTrustedSignedIsRefused() throws Exception {
        assertThat(refused(repository.add("jam", "1", MadeRepository.unsigned("jam", "1")))
                        .reason())
                .isEqualTo("RPM: the package is not signed");
        assertThat(refused(repository.add("tea", "1", MadeRepository.signed("tea", "1", theirs)))
                        .reason())
                .contains("which is not trusted");
    }

    @Test
    void whereSignaturesAreNotAskedForNoneIsNeeded() throws Exception {
        PackageFetch strict = fetch();
        PackageFetch lax = new PackageFetch(7, tree, strict.mirrors(), Optional.empty(), "none", strict.room());
        WantedPackage jam = repository.add("jam", "1", MadeRepository.unsigned("jam", "1"));
        assertThat(lax.fetch(jam, bytes -> {})).isInstanceOf(Fetched.Arrived.class);
    }

    @Test
    void anotherPackageThanTheListedOneIsRefused() throws Exception {
        WantedPackage jam = repository.list(
                "Packages/jam-1.rpm", new Nevra("jam", 0, "1", "2", "x86_64"), MadeRepository.signed("tea", "1", ours));
        assertThat(refused(jam).reason())
                .isEqualTo("RPM: it is tea-1-2.x86_64, though the repository lists it as jam-1-2.x86_64");
    }

    @Test
    void whatIsNoPackageIsRefused() throws Exception {
        assertThat(refused(repository.add("jam", "1", new byte[500])).reason()).contains("wrong magic");
    }

    @Test
    void aPlaceThatIsNoneIsRefused() throws Exception {
        WantedPackage jam = repository.list(
                "repodata/jam.rpm", new Nevra("jam", 0, "1", "2", "x86_64"), MadeRepository.signed("jam", "1", ours));
        assertThat(refused(jam).reason()).contains("is no place for a package");
    }

    @Test
    void whatNoMirrorHasIsRefusedForNow() throws Exception {
        WantedPackage jam = jam();
        Files.delete(repository.file(jam));
        SyncRefusal refusal = refused(jam);
        assertThat(refusal.keys()).isEmpty();
        assertThat(refusal.reason()).contains("no mirror has Packages/jam-1.rpm", "is not there");
    }

    @Test
    void whatIsNotWhatIsListedIsRefusedForNow() throws Exception {
        WantedPackage jam = jam();
        byte[] bytes = Files.readAllBytes(repository.file(jam));
        bytes[bytes.length - 1] ^= 1;
        Files.write(repository.file(jam), bytes);
        SyncRefusal refusal = refused(jam);
        assertThat(refusal.keys()).isEmpty();
        assertThat(refusal.reason()).contains("SHA-256");
    }

    @Test
    void theSecondMirrorHasWhatTheFirstLacks() throws Exception {
        WantedPackage jam = jam();
        Path first = Files.createDirectory(directory.resolve("first"));
        assertThat(fetch(0, first, repository.directory()).fetch(jam, bytes -> {}))
                .isInstanceOf(Fetched.Arrived.class);
    }

    @Test
    void nothingIsFetchedThatHasNoRoom() throws Exception {
        WantedPackage jam = jam();
        assertThatThrownBy(() -> fetch(Long.MAX_VALUE, repository.directory()).fetch(jam, bytes -> {}))
                .isInstanceOf(NoRoomException.class)
                .hasMessageContaining("MinStorageLeft keeps");
        assertThat(incoming()).isEmpty();
    }

    private SyncRefusal refused(WantedPackage wanted) throws IOException {
        Fetched fetched = fetch().fetch(wanted, bytes -> {});
        assertThat(fetched).isInstanceOf(Fetched.Refused.class);
        assertThat(tree.directory().resolve(wanted.location().text())).doesNotExist();
        assertThat(incoming()).isEmpty();
        return ((Fetched.Refused) fetched).refusal();
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> files = Files.list(tree.incoming())) {
            return files.toList();
        }
    }
}
