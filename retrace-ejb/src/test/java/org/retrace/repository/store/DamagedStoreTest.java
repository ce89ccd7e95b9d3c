// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.StoredPackage;

class DamagedStoreTest {

    private static final String PROGRAM = "/usr/bin/toaster";

    private final StoredPackage pkg = BuiltPackages.shared().named("toaster");
    private final Path root;
    private final StoreDirectory store;
    private final StoreEntry entry;

    DamagedStoreTest(@TempDir Path root) {
        this.root = root;
        store = BuiltPackages.unlimitedStore(root);
        entry = StoreEntry.of(root, pkg.digest());
    }

    @Test
    void unpacksAgainWhatLostAFile() throws Exception {
        Files.delete(program());

        assertThat(program()).isRegularFile();
        assertThat(entry.isWhole()).isTrue();
    }

    @Test
    void unpacksAgainWhatWasHalfRemovedBeforeItWasMeasured() throws Exception {
        Files.delete(program());
        Files.delete(entry.measureFile());
        store.use();

        assertThat(program()).isRegularFile();
    }

    @Test
    void leavesAloneWhatNeverHadTheFile() throws Exception {
        program();
        Object before = key();
        try (HeldPackages held = store.hold()) {
            assertThat(held.file(pkg, "/usr/bin/nothing")).doesNotExist();
        }

        assertThat(key()).isEqualTo(before);
    }

    @Test
    void leavesADamagedOneToThoseWhoUseIt() throws Exception {
        Files.delete(program());
        try (HeldPackages held = store.hold()) {
            try (HeldPackages other = store.hold()) {
                other.unpacked(pkg);
                assertThatThrownBy(() -> held.file(pkg, PROGRAM))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("lies damaged in the store");
            }
            assertThat(held.file(pkg, PROGRAM)).isRegularFile();
        }
    }

    @Test
    void makesWayWhereAFileOrALinkIsInThePlaceOfADirectory() throws Exception {
        Files.createDirectories(entry.directory().resolveSibling(""));
        Files.writeString(entry.directory(), "no directory");
        assertThat(program()).isRegularFile();

        Trees.remove(entry.directory());
        Files.createSymbolicLink(entry.directory(), Path.of("/"));
        assertThat(program()).isRegularFile();
        assertThat(entry.directory()).isDirectory();

        Path group = entry.directory().resolveSibling("");
        Trees.remove(group);
        Files.writeString(group, "no directory");
        assertThat(program()).isRegularFile();
        assertThat(root.toFile().list())
                .containsExactlyInAnyOrder(group.getFileName().toString(), ".locks");
    }

    @Test
    void saysThatTheStoreCannotBeLocked() throws Exception {
        Files.createDirectory(root.resolve(".locks"));

        assertThatThrownBy(this::program).isInstanceOf(IOException.class).hasMessageContaining(".locks");
        assertThat(Files.exists(entry.directory(), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    private Path program() throws IOException {
        try (HeldPackages held = store.hold()) {
            return held.file(pkg, PROGRAM);
        }
    }

    private Object key() throws IOException {
        return Files.getAttribute(entry.directory(), "unix:ino");
    }
}
