// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.bytes.FormatException;
import org.retrace.repository.FileDigest;
import org.retrace.repository.StoredPackage;
import org.retrace.settings.NodeIdentity;

class StoreDirectoryTest {

    private final BuiltPackages built = BuiltPackages.shared();
    private final Path root;
    private final StoreDirectory store;

    StoreDirectoryTest(@TempDir Path root) {
        this.root = root;
        store = BuiltPackages.unlimitedStore(root);
    }

    @Test
    void unpacksFilesLinksAndDirectoriesReadOnly() throws Exception {
        Path unpacked = unpacked(built.named("libcrumb"));

        Path library = unpacked.resolve("usr/lib64/libcrumb.so.1.0.0");
        assertThat(Files.readSymbolicLink(unpacked.resolve("usr/lib64/libcrumb.so.1")))
                .isEqualTo(Path.of("libcrumb.so.1.0.0"));
        assertThat(Files.readAllBytes(library)).startsWith(0x7f, 'E', 'L', 'F');
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library)))
                .isEqualTo("r-xr-xr-x");
    }

    @Test
    void unpacksAPackageOnce() throws Exception {
        StoredPackage pkg = copy("libcrumb");
        Path first = unpacked(pkg);
        Files.delete(pkg.file());

        assertThat(unpacked(pkg)).isEqualTo(first);
    }

    @Test
    void leavesNothingButTheEntryBehind() throws Exception {
        Path unpacked = unpacked(built.named("toaster"));

        assertThat(names()).containsExactly(unpacked.getParent());
    }

    @Test
    void givesTheSameDirectoryToAllWhoAskAtOnce() throws Exception {
        int many = 8;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        List<Future<Path>> answers = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            answers.add(threads.submit(() -> {
                start.await();
                return unpacked(built.named("toaster-debuginfo"));
            }));
        }
        start.countDown();
        Path expected = root.resolve(built.named("toaster-debuginfo").digest().substring(0, 2))
                .resolve(built.named("toaster-debuginfo").digest());
        for (Future<Path> answer : answers) {
            assertThat(answer.get()).isEqualTo(expected);
        }
        threads.shutdown();
        assertThat(expected.resolve("usr/lib/debug/.dwz/toaster-1.0-1.x86_64")).isRegularFile();
        assertThat(names()).containsExactly(expected.getParent());
    }

    @Test
    void refusesAFileThatIsNotTheOneThatWasIndexed() throws Exception {
        StoredPackage pkg = copy("toaster");
        byte[] bytes = Files.readAllBytes(pkg.file());
        bytes[bytes.length - 1] ^= 1;
        Files.write(pkg.file(), bytes);

        assertThatThrownBy(() -> unpacked(pkg))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the file that was indexed");
        assertEmpty();
    }

    @Test
    void saysThatAPackagesFileIsGone() throws Exception {
        StoredPackage pkg = copy("toaster");
        Files.delete(pkg.file());

        assertThatThrownBy(() -> unpacked(pkg)).isInstanceOf(IOException.class);
        assertEmpty();
    }

    @Test
    void leavesNothingOfAPackageThatIsCut() throws Exception {
        StoredPackage whole = built.named("toaster-debuginfo");
        byte[] bytes = Files.readAllBytes(whole.file());
        Path file = Files.write(
                root.resolveSibling(root.getFileName() + ".rpm"), java.util.Arrays.copyOf(bytes, bytes.length - 200));
        StoredPackage cut = new StoredPackage(9, whole.name(), FileDigest.of(file), file);

        assertThatThrownBy(() -> unpacked(cut))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(file.getFileName().toString());
        assertEmpty();
        Files.delete(file);
    }

    @Test
    void removesWhatAKilledUnpackingLeftAndOnlyThat() throws Exception {
        Path entry = unpacked(built.named("toaster"));
        Path old = left("old", Duration.ofHours(2));
        Path running = left("running", Duration.ZERO);

        assertThat(store.removeAbandoned(Duration.ofHours(1))).isEqualTo(1);
        assertThat(old).doesNotExist();
        assertThat(running).isDirectory();
        assertThat(entry).isDirectory();
    }

    @Test
    void removesAtOnceWhatAnEarlierBootOfThisServerLeft() throws Exception {
        Path earlier = left(new NodeIdentity("here").mark() + "x", Duration.ZERO);
        Path elsewhere = left(new NodeIdentity("there").mark() + "x", Duration.ZERO);

        assertThat(store.removeAbandoned(Duration.ofHours(1))).isEqualTo(1);
        assertThat(earlier).doesNotExist();
        assertThat(elsewhere).isDirectory();
    }

    @Test
    void followsLinksOfATreeWithinTheTree() throws Exception {
        Files.createDirectories(root.resolve("usr/lib64/crumb"));
        Files.createSymbolicLink(root.resolve("absolute"), Path.of("/usr/lib64"));
        Files.createSymbolicLink(root.resolve("usr/up"), Path.of("../../../../etc"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));

        assertThat(Trees.inside(root, "/absolute/crumb/jam.so")).isEqualTo(root.resolve("usr/lib64/crumb/jam.so"));
        assertThat(Trees.inside(root, "/usr/up/passwd")).isEqualTo(root.resolve("etc/passwd"));
        assertThat(Trees.inside(root, "/../../x")).isEqualTo(root.resolve("x"));
        assertThat(Trees.inside(root, "/loop/x")).isEqualTo(root);
    }

    @Test
    void removesATreeButNotWhatItsLinksLeadTo() throws Exception {
        Path kept =
                Files.writeString(Files.createDirectory(root.resolve("kept")).resolve("file"), "x");
        Path tree = root.resolve("tree");
        Files.createDirectories(tree.resolve("locked"));
        Files.createSymbolicLink(tree.resolve("link"), kept.getParent());
        Files.writeString(tree.resolve("locked/file"), "x");
        Files.setPosixFilePermissions(tree.resolve("locked"), PosixFilePermissions.fromString("r-xr-xr-x"));
        Trees.remove(tree);
        Trees.remove(tree);

        assertThat(Files.exists(tree, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(kept).hasContent("x");
    }

    @Test
    void bringsATreeToTheDiskAndSaysWhenItCannot() throws Exception {
        Files.createDirectory(root.resolve("directory"));
        Files.writeString(root.resolve("directory/file"), "x");
        Files.createSymbolicLink(root.resolve("link"), Path.of("nowhere"));
        Path gone = root.resolve("gone");

        Trees.forceAll(root);
        Trees.flush(root);

        assertThatThrownBy(() -> Trees.force(gone)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Trees.forceAll(gone)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Trees.flush(gone))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No such file or directory");
    }

    private Path unpacked(StoredPackage pkg) throws IOException {
        try (HeldPackages held = store.hold()) {
            return held.unpacked(pkg);
        }
    }

    private StoredPackage copy(String name) throws IOException {
        StoredPackage pkg = built.named(name);
        Path file = pkg.file().resolveSibling("copy-of-" + name + ".rpm");
        Files.write(file, Files.readAllBytes(pkg.file()));
        return new StoredPackage(pkg.id(), pkg.name(), pkg.digest(), file);
    }

    private Path left(String name, Duration ago) throws IOException {
        Path directory = root.resolve(".unpacking-" + name);
        Files.createDirectories(directory.resolve("usr"));
        Files.writeString(directory.resolve("usr/part"), "half");
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(ago)));
        return directory;
    }

    private void assertEmpty() throws IOException {
        assertThat(names()).isEmpty();
    }

    private List<Path> names() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> !entry.endsWith(".locks")).toList();
        }
    }
}
