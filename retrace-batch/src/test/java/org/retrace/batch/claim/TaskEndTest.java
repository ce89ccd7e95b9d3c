// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStorage;
import org.retrace.task.queue.GiveBack;
import org.retrace.task.queue.TaskClaims;

/** A task whose files are gone or cannot be written ends, or rests, like any other. */
class TaskEndTest {

    private static final long TASK = 7;

    private final List<String> words = new ArrayList<>();
    private final LiveTasks live = new LiveTasks(() -> 0);
    private final TaskEnd end = new TaskEnd();

    private final Path directory;

    TaskEndTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void claim() throws Exception {
        live.claimed(TASK, Duration.ofMinutes(5));
        live.began(TASK, 70);
        set("live", live);
        set("progress", new WithoutLog());
        set("claims", new TaskClaims() {
            @Override
            public void giveBack(long taskId, GiveBack reason) {
                words.add("back " + reason);
            }
        });
        set("storage", new TaskStorage() {
            @Override
            public Optional<String> trouble() {
                return Optional.empty();
            }
        });
        set("files", new TaskFiles() {
            @Override
            public TaskDirectory directory(long taskId) {
                return new TaskDirectory(directory.resolve("gone"));
            }
        });
    }

    @Test
    void givesUpATaskWhoseLogCannotBeWritten() {
        end.giveUp(TASK, "too often");
        assertThat(words).containsExactly("failing", "finished");
        assertThat(live.all()).isEmpty();
    }

    @Test
    void givesUpATaskWhoseWorkCannotBeRemoved() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        set("files", new TaskFiles() {
            @Override
            public TaskDirectory directory(long taskId) {
                return new TaskDirectory(file);
            }
        });
        end.giveUp(TASK, "too often");
        assertThat(words).containsExactly("failing", "finished");
    }

    @Test
    void countsTheAttemptOfATaskWhoseLogCannotBeWritten() {
        live.failed(TASK, 70, "assemble: the server failed: gone", false);
        end.failed(TASK);
        assertThat(words).containsExactly("trouble", "back FAILURE");
        assertThat(live.all()).isEmpty();
    }

    private void set(String field, Object value) throws Exception {
        Field declared = TaskEnd.class.getDeclaredField(field);
        declared.setAccessible(true);
        declared.set(end, value);
    }

    /** The row can be written, the log cannot. */
    private final class WithoutLog extends TaskProgress {

        @Override
        public void giveUp(long taskId, String reason) throws IOException {
            words.add("failing");
            throw new NoSuchFileException("retrace_log");
        }

        @Override
        public void tryAgain(long taskId, String reason) throws IOException {
            words.add("trouble");
            throw new NoSuchFileException("retrace_log");
        }

        @Override
        public void finish(long taskId) {
            words.add("finished");
        }
    }
}
