// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StorageGuardTest {

    private static final long MEBIBYTE = 1 << 20;

    private final Disk disk = new Disk();

    @Test
    void admitsUpToTheLimitAndNotOneByteMore() throws Exception {
        StorageGuard guard = new StorageGuard(disk, 100, 0, bytes -> {});
        guard.admit(60);
        guard.admit(40);

        assertRefused(guard, 1, Refusal.Reason.CONTENT_TOO_LARGE);
    }

    @Test
    void looksAtTheDiskBeforeTheFirstByte() {
        disk.usable = 100 * MEBIBYTE;

        assertRefused(
                new StorageGuard(disk, Long.MAX_VALUE, 100 * MEBIBYTE, bytes -> {}), 1, Refusal.Reason.NO_STORAGE);
    }

    @Test
    void stopsBeforeTheDiskHasLessThanMustStayFree() throws Exception {
        disk.usable = 200 * MEBIBYTE;
        StorageGuard guard = new StorageGuard(disk, Long.MAX_VALUE, 100 * MEBIBYTE, bytes -> {});
        boolean refused = false;
        while (!refused) {
            try {
                guard.admit(MEBIBYTE / 8);
                disk.usable -= MEBIBYTE / 8;
            } catch (RefusedException e) {
                assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.NO_STORAGE);
                refused = true;
            }
            assertThat(disk.usable).isGreaterThanOrEqualTo(100 * MEBIBYTE);
        }
    }

    @Test
    void asksForTheFreeSpaceSeldom() throws Exception {
        disk.usable = Long.MAX_VALUE;
        StorageGuard guard = new StorageGuard(disk, Long.MAX_VALUE, 0, bytes -> {});
        for (int i = 0; i < 1024; i++) {
            guard.admit(MEBIBYTE / 16);
        }
        assertThat(disk.looks).isBetween(2, 10);
    }

    private static void assertRefused(StorageGuard guard, long bytes, Refusal.Reason reason) {
        assertThatThrownBy(() -> guard.admit(bytes)).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(
                        e.refusal().reason())
                .isEqualTo(reason));
    }

    /** A file system whose free space the test decides. */
    private static final class Disk extends FileStore {
        private long usable = Long.MAX_VALUE;
        private int looks;

        @Override
        public long getUsableSpace() {
            looks++;
            return usable;
        }

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public String type() {
            return "test";
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public long getTotalSpace() {
            return Long.MAX_VALUE;
        }

        @Override
        public long getUnallocatedSpace() {
            return usable;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String name) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
            return null;
        }

        @Override
        public Object getAttribute(String attribute) throws IOException {
            throw new UnsupportedOperationException(attribute);
        }
    }
}
