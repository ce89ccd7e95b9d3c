// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.bytes.FormatException;
import org.retrace.task.TaskFiles;

class BacktracesTest {

    private static final DetailedBacktrace BACKTRACE = new DetailedBacktrace(
            Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), List.of(), List.of(), List.of(), true);

    private final Backtraces backtraces = new Backtraces();
    private final CountingFiles files = new CountingFiles();

    private Path file;

    @BeforeEach
    void place(@TempDir Path directory) {
        file = directory.resolve("backtrace.json");
    }

    private final class CountingFiles extends TaskFiles {

        private int reads;
        private @Nullable IOException trouble;

        @Override
        public Optional<Path> backtraceJson(long taskId) {
            return Files.exists(file) ? Optional.of(file) : Optional.empty();
        }

        @Override
        public Optional<DetailedBacktrace> detailedBacktrace(long taskId) throws IOException {
            reads++;
            if (trouble != null) {
                throw trouble;
            }
            return backtraceJson(taskId).map(path -> BACKTRACE);
        }
    }

    @Test
    void largeOneIsReadOnceUntilItIsWrittenAnew() throws IOException {
        Files.write(file, new byte[1 << 20]);
        backtraces.of(1, files);
        assertThat(backtraces.of(1, files)).contains(BACKTRACE);
        assertThat(files.reads).isEqualTo(1);

        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        backtraces.of(1, files);
        assertThat(files.reads).isEqualTo(2);
        backtraces.of(2, files);
        assertThat(files.reads).isEqualTo(3);
    }

    @Test
    void smallOneIsReadEachTime() throws IOException {
        Files.write(file, new byte[10]);
        backtraces.of(1, files);
        backtraces.of(1, files);

        assertThat(files.reads).isEqualTo(2);
    }

    @Test
    void noneIsEmpty() throws IOException {
        assertThat(backtraces.of(1, files)).isEmpty();
    }

    @Test
    void damagedOneIsEmpty() throws IOException {
        files.trouble = new FormatException("structured backtrace", 3, "is damaged");

        assertThat(backtraces.of(1, files)).isEmpty();
    }
}
