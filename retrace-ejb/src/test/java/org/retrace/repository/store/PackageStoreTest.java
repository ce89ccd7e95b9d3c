// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.repository.StoredPackage;
import org.retrace.settings.NodeIdentity;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;

/** The store as the settings bound it; SaveDir and RepoDir are on one file system. */
class PackageStoreTest {

    private final StoredPackage pkg = BuiltPackages.shared().named("toaster");
    private final Path directory;
    private final PackageStore store = new PackageStore();
    private long storeBytes = Long.MAX_VALUE;
    private long minStorageLeft;

    PackageStoreTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Files.createDirectory(directory.resolve("cache"));
        Files.createDirectory(directory.resolve("spool"));
        set("identity", new NodeIdentity("here"));
        set("settings", new Settings() {
            @Override
            public RetraceSettings current() {
                return PackageStoreTest.this.current();
            }
        });
    }

    @Test
    void keepsPackagesWithinStoreSize() throws Exception {
        use();
        assertThat(store.evict()).isEqualTo(Evicted.NONE);
        assertThat(store.use().packages()).isEqualTo(1);

        storeBytes = 1;
        assertThat(store.evict().packages()).isEqualTo(1);
        assertThat(store.use()).isEqualTo(new StoreUse(0, 0, 1));
    }

    @Test
    void tellsWhatLeftWhileAPackageCame() throws Exception {
        storeBytes = 1;
        use();
        try (HeldPackages held = store.hold()) {
            held.unpacked(BuiltPackages.shared().named("libcrumb"));
            assertThat(store.use().packages()).isEqualTo(1);
        }

        assertThat(store.evict().packages()).isEqualTo(2);
    }

    @Test
    void makesRoomForUploadsButNotOnAFileSystemThatItCannotHelp() throws Exception {
        use();
        minStorageLeft = Files.getFileStore(directory).getUsableSpace() / 2 * 3;
        assertThat(store.evict().packages()).isEqualTo(1);

        use();
        minStorageLeft = Long.MAX_VALUE / 2;
        assertThat(store.evict()).isEqualTo(Evicted.NONE);
    }

    @Test
    void leavesARepoDirAloneThatIsGone() throws Exception {
        Files.delete(directory.resolve("cache"));

        assertThat(store.evict()).isEqualTo(Evicted.NONE);
        assertThat(directory.resolve("cache")).doesNotExist();
    }

    private void use() throws IOException {
        try (HeldPackages held = store.hold()) {
            held.unpacked(pkg);
        }
        assertThat(store.takeUnprepared()).isEmpty();
    }

    private RetraceSettings current() {
        return new RetraceSettings(
                new RetraceSettings.Directories(
                        directory.resolve("spool"), directory.resolve("cache"), directory, directory, directory),
                new RetraceSettings.Limits(1, 1 << 20, minStorageLeft, storeBytes),
                new RetraceSettings.Tasks(1, 1, 9, 32, Duration.ofHours(1), Duration.ofDays(1)),
                new RetraceSettings.Sandbox(1 << 30, Duration.ofMinutes(1), 1),
                new RetraceSettings.Uploads(true, true, true, true, false, List.of()),
                new RetraceSettings.Access(true, true, true, true, 10, 600, List.of()),
                new RetraceSettings.Sessions(Duration.ZERO, Duration.ZERO),
                new RetraceSettings.Network(Optional.empty()),
                new RetraceSettings.Repositories(2, true, Optional.empty()));
    }

    private void set(String name, Object value) throws ReflectiveOperationException {
        Field field = PackageStore.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(store, value);
    }
}
