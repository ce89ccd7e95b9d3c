// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskProgressTest {

    private final RetraceTask task = new RetraceTask(7, TaskType.RETRACE, Instant.EPOCH);
    private final TaskProgress progress = new TaskProgress();

    private final Path saveDir;

    TaskProgressTest(@TempDir Path saveDir) {
        this.saveDir = saveDir;
    }

    @BeforeEach
    void prepare() throws Exception {
        set("files", new TaskFiles() {
            @Override
            public TaskDirectory directory(long taskId) {
                return new TaskDirectory(saveDir.resolve("7"));
            }
        });
        set("tasks", new TaskStore() {
            @Override
            public Optional<RetraceTask> find(long id) {
                return Optional.of(task);
            }

            @Override
            public void changeClaimed(long id, Consumer<RetraceTask> change) {
                change.accept(task);
            }
        });
    }

    @Test
    void notesInTheRowWhatTheLogCannotBeTold() {
        assertThatThrownBy(() -> progress.tryAgain(7, "the disk\nwas gone")).isInstanceOf(IOException.class);
        assertThat(task.getTrouble()).isEqualTo("the disk");
        assertThatThrownBy(() -> progress.giveUp(7, "too often")).isInstanceOf(IOException.class);
        assertThat(task.getFailure()).isEqualTo("too often; the last time, because the disk");
    }

    @Test
    void saysInTheLogWhyATaskFails() throws Exception {
        Path log = Files.createDirectory(saveDir.resolve("7")).resolve("retrace_log");
        progress.failing(7, "identify: no coredump\nat all");
        assertThat(log).hasContent("failed: identify: no coredump\nat all");
        assertThat(task.getFailure()).isEqualTo("identify: no coredump");
    }

    private void set(String field, Object value) throws Exception {
        Field declared = TaskProgress.class.getDeclaredField(field);
        declared.setAccessible(true);
        declared.set(progress, value);
    }
}
