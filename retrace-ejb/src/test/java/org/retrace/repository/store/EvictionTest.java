// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.debuginfo.Preparation;
import org.retrace.settings.NodeIdentity;

/** Entries a, b and c of 1 MiB each, last used in that order. */
class EvictionTest {

    private static final long MIB = 1L << 20;
    private static final StoreLimits NOTHING = new StoreLimits(0, 0, 0);
    private static final StoreLimits TWO = new StoreLimits(2 * MIB + MIB / 2, 0, 0);

    private final BuiltPackages built = BuiltPackages.shared();
    private final Path root;
    private final StoreDirectory store;
    private final StoreEntry a;
    private final StoreEntry b;
    private final StoreEntry c;
    private StoreLimits limits = new StoreLimits(Long.MAX_VALUE, 0, 0);

    EvictionTest(@TempDir Path directory) throws IOException {
        root = Files.createDirectory(directory.resolve("store"));
        store = new StoreDirectory(root, new NodeIdentity("here"), () -> limits, Preparation.NONE);
        a = entry("a", Duration.ofHours(3));
        b = entry("b", Duration.ofHours(2));
        c = entry("c", Duration.ofHours(1));
    }

    @Test
    void countsWhatIsOnTheDisk() throws Exception {
        assertThat(store.use().packages()).isEqualTo(3);
        assertThat(store.use().bytes()).isBetween(3 * MIB, 3 * MIB + MIB / 2);
        assertThat(store.use().limitBytes()).isEqualTo(limits.maxBytes());
    }

    @Test
    void removesWhatWasNotUsedForLongestAndNoMoreThanItMust() throws Exception {
        limits = TWO;
        store.evict();

        assertThat(entries()).containsExactlyInAnyOrder(b, c);
        assertThat(a.measureFile()).doesNotExist();
        Evicted evicted = store.takeEvicted();
        assertThat(evicted.packages()).isEqualTo(1);
        assertThat(evicted.bytes()).isBetween(MIB, MIB + MIB / 2);
        assertThat(evicted.problems()).isEmpty();
        assertThat(store.takeEvicted()).isEqualTo(Evicted.NONE);
    }

    @Test
    void removesNothingWhileTheLimitsAreKept() throws Exception {
        store.evict();

        assertThat(entries()).hasSize(3);
        assertThat(store.takeEvicted()).isEqualTo(Evicted.NONE);
    }

    @Test
    void makesRoomOnTheFileSystem() throws Exception {
        Transit transit = new Transit(root, new NodeIdentity("here"));
        Eviction eviction = new Eviction(transit, store.locks());

        assertThat(eviction.run(new StoreLimits(Long.MAX_VALUE, 10 * MIB, 5 * MIB), 8 * MIB)
                        .packages())
                .isEqualTo(2);
        assertThat(entries()).containsExactly(c);
    }

    @Test
    void leavesAFullFileSystemThatItCannotHelp() throws Exception {
        Transit transit = new Transit(root, new NodeIdentity("here"));
        Eviction eviction = new Eviction(transit, store.locks());

        assertThat(eviction.run(new StoreLimits(Long.MAX_VALUE, 10 * MIB, 5 * MIB), MIB))
                .isEqualTo(Evicted.NONE);
        assertThat(entries()).hasSize(3);
    }

    @Test
    void neverRemovesWhatSomebodyHoldsHere() throws Exception {
        limits = NOTHING;
        StoredPackage pkg = built.named("toaster");
        try (HeldPackages first = store.hold()) {
            Path unpacked = first.unpacked(pkg);
            try (HeldPackages second = store.hold()) {
                assertThat(second.unpacked(pkg)).isEqualTo(unpacked);
            }
            store.evict();
            assertThat(entries()).containsExactly(StoreEntry.of(root, pkg.digest()));
            assertThat(unpacked.resolve("usr/bin/toaster")).isRegularFile();
        }
        store.evict();
        assertThat(entries()).isEmpty();
        try (HeldPackages again = store.hold()) {
            assertThat(again.file(pkg, "/usr/bin/toaster")).isRegularFile();
        }
    }

    @Test
    void neverRemovesWhatAnotherServerHolds() throws Exception {
        limits = NOTHING;
        try (OtherServer user = OtherServer.thatUses(root.resolve(".locks"), b.digest())) {
            assertThat(user.holds()).isTrue();
            store.evict();
            assertThat(entries()).containsExactly(b);
        }
        store.evict();
        assertThat(entries()).isEmpty();
    }

    @Test
    void doesNothingWhileAnotherServerIsAtIt() throws Exception {
        limits = NOTHING;
        try (OtherServer other = OtherServer.thatRemoves(root.resolve(".locks"), PackageLocks.WHOLE_STORE)) {
            assertThat(other.holds()).isTrue();
            store.evict();
            assertThat(entries()).hasSize(3);
        }
        store.evict();
        assertThat(entries()).isEmpty();
    }

    @Test
    void keepsWhatHasANameInASysroot() throws Exception {
        limits = NOTHING;
        Path sysroot = root.resolveSibling("sysroot");
        Files.createLink(sysroot, b.directory().resolve("file"));
        store.evict();

        assertThat(entries()).containsExactly(b);
        Files.delete(sysroot);
        store.evict();
        assertThat(entries()).isEmpty();
    }

    @Test
    void removesAPackageThatHasAllNamesOfItsFiles() throws Exception {
        limits = NOTHING;
        Files.createLink(b.directory().resolve("second"), b.directory().resolve("file"));
        Files.createLink(b.directory().resolve("third"), b.directory().resolve("file"));
        store.evict();

        assertThat(entries()).isEmpty();
    }

    @Test
    void takesAUseForTheLastOne() throws Exception {
        StoredPackage pkg = built.named("toaster");
        use(pkg);
        StoreEntry used = StoreEntry.of(root, pkg.digest());
        used.use(Instant.now().minus(Duration.ofDays(1)));
        use(pkg);
        limits = new StoreLimits(MIB, 0, 0);
        store.evict();

        assertThat(entries()).containsExactly(used);
    }

    @Test
    void bringsUsesInTheFutureBackToNow() throws Exception {
        a.use(Instant.now().plus(Duration.ofDays(9999)));
        store.evict();
        assertThat(a.lastUsed()).isBeforeOrEqualTo(Instant.now());
        b.use(Instant.now().plus(Duration.ofSeconds(1)));
        a.use(Instant.now().minus(Duration.ofSeconds(9)));
        c.use(Instant.now());
        limits = TWO;
        store.evict();

        assertThat(entries()).containsExactlyInAnyOrder(b, c);
    }

    @Test
    void measuresAgainWhatHasNoMeasureOrAWrongOne() throws Exception {
        Files.delete(a.measureFile());
        Files.writeString(b.measureFile(), "");
        Files.delete(c.measureFile());
        Files.createDirectories(c.measureFile().resolve("directory"));

        assertThat(store.use().bytes()).isBetween(3 * MIB, 3 * MIB + MIB / 2);
        for (StoreEntry entry : List.of(a, b, c)) {
            assertThat(StoreMeasure.read(entry.measureFile())).contains(StoreMeasure.unknown(entry.bytes()));
            assertThat(entry.isWhole()).as("nobody knows").isFalse();
        }
    }

    @Test
    void understandsWhatAKillLeft() throws Exception {
        Trees.remove(a.directory());
        Path leaving = new Transit(root, new NodeIdentity("here")).leaving(b.directory());
        Files.delete(leaving.resolve("file"));
        StoreDirectory next = new StoreDirectory(root, new NodeIdentity("here"), () -> limits, Preparation.NONE);

        assertThat(next.use().packages()).isEqualTo(1);
        assertThat(next.removeAbandoned(Duration.ofDays(1))).isEqualTo(1);
        assertThat(List.of(a.measureFile(), b.measureFile(), leaving)).noneMatch(Files::exists);
        assertThat(entries()).containsExactly(c);
    }

    @Test
    void takesAFileForAPackageThatMayLeave() throws Exception {
        Trees.remove(a.directory());
        Files.write(a.directory(), new byte[(int) MIB]);
        Files.writeString(root.resolve("ff"), "no directory");
        Files.writeString(a.directory().resolveSibling("README"), "none of ours");
        Files.setLastModifiedTime(a.directory(), FileTime.from(Instant.EPOCH));
        limits = TWO;
        store.evict();

        assertThat(entries()).containsExactlyInAnyOrder(b, c);
        assertThat(store.takeEvicted().problems()).isEmpty();
        assertThat(a.directory().resolveSibling("README")).exists();
    }

    @Test
    void saysWhatItCannotLookAtAndGoesOn() throws Exception {
        Path deep = tooDeep(a.directory());
        limits = NOTHING;
        store.evict();

        assertThat(entries()).containsExactly(a);
        assertThat(store.takeEvicted().problems())
                .singleElement()
                .asString()
                .contains(a.directory().toString(), "File name too long");
        Files.move(deep, root.resolve(".shallow"));
    }

    /** Puts what no path reaches into a directory; the result is the part of it that one reaches. */
    private Path tooDeep(Path directory) throws IOException {
        String name = "n".repeat(200);
        Path below = root.resolve("below");
        Path last = below;
        for (int i = 0; i < 12; i++) {
            last = last.resolve(name);
        }
        Files.createDirectories(last);
        Path parent = directory;
        for (int i = 0; i < 12; i++) {
            parent = parent.resolve(name);
        }
        Files.createDirectories(parent);
        return Files.move(below, parent.resolve("below"));
    }

    private void use(StoredPackage pkg) throws IOException {
        try (HeldPackages held = store.hold()) {
            held.unpacked(pkg);
        }
    }

    private StoreEntry entry(String digit, Duration ago) throws IOException {
        StoreEntry entry = StoreEntry.of(root, digit.repeat(64));
        Files.createDirectories(entry.directory());
        Files.write(entry.directory().resolve("file"), new byte[(int) MIB]);
        Files.createSymbolicLink(entry.directory().resolve("link"), Path.of("nowhere"));
        Trees.flush(entry.directory());
        StoreMeasure.of(entry.directory()).write(entry.measureFile());
        entry.use(Instant.now().minus(ago));
        return entry;
    }

    private List<StoreEntry> entries() throws IOException {
        try (Stream<StoreEntry> all = StoreEntry.all(root).stream()) {
            return all.filter(entry -> Files.exists(entry.directory(), LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
