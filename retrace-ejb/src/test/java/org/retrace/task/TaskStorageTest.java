// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;

class TaskStorageTest {

    private static final long LEAST = 1024;

    private final Path directory;

    TaskStorageTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void hasNoTroubleWithHalfOfWhatMustStayFree() throws Exception {
        assertThat(storage("no", LEAST / 2 - 1).trouble()).isEmpty();
        assertThat(storage("spool", LEAST / 2).trouble()).isEmpty();
        assertThat(storage("cache", LEAST / 2).trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spool", "cache"})
    void saysWhichDirectoryLacksRoom(String name) throws Exception {
        assertThat(storage(name, LEAST / 2 - 1).trouble())
                .contains("only 511 bytes are free for " + directory.resolve(name) + ", at least 512 are needed");
    }

    /** Only so much is free in the directory of this name. */
    private TaskStorage storage(String name, long bytes) throws Exception {
        TaskStorage storage = new TaskStorage() {
            @Override
            long freeBytes(Path place) {
                return place.endsWith(name) ? bytes : Long.MAX_VALUE;
            }
        };
        RetraceSettings settings = new RetraceSettings(
                new RetraceSettings.Directories(
                        directory.resolve("spool"), directory.resolve("cache"), directory, directory, directory),
                new RetraceSettings.Limits(1, 1, LEAST, 1),
                new RetraceSettings.Tasks(1, 1, 9, 32, Duration.ofHours(1), Duration.ofDays(1)),
                new RetraceSettings.Sandbox(1, Duration.ofMinutes(1), 1),
                new RetraceSettings.Uploads(true, true, true, true, false, List.of()),
                new RetraceSettings.Access(true, true, true, true, 10, 600, List.of()),
                new RetraceSettings.Sessions(Duration.ZERO, Duration.ZERO),
                new RetraceSettings.Network(Optional.empty()),
                new RetraceSettings.Repositories(3, true, Optional.empty()));
        Field declared = TaskStorage.class.getDeclaredField("settings");
        declared.setAccessible(true);
        declared.set(storage, new Settings() {
            @Override
            public RetraceSettings current() {
                return settings;
            }
        });
        storage.prepare("mark", false);
        return storage;
    }
}
