// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TaskDirectoryTest {

    private final Path temporary;
    private final TaskDirectory directory;

    TaskDirectoryTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        directory = new TaskDirectory(TaskDirectory.create(temporary.resolve("tasks/123")));
    }

    @Test
    void writesFilesThatOnlyTheServiceReads() throws IOException {
        directory.write(directory.password(), "secret");

        assertThat(directory.password()).hasContent("secret");
        assertThat(permissions(directory.password())).isEqualTo("rw-------");
    }

    @Test
    void replacesAFileAndLeavesNoPartOfTheWritingBehind() throws IOException {
        Files.writeString(directory.path().resolve("type.tmp"), "left by a killed server");
        directory.write(directory.type(), "0");
        directory.write(directory.type(), "1");

        assertThat(directory.type()).hasContent("1");
        try (Stream<Path> files = Files.list(directory.path())) {
            assertThat(files).containsExactly(directory.type());
        }
    }

    @Test
    void placesAFileOverAnOlderOne() throws IOException {
        Path written = Files.writeString(directory.path().resolve("written"), "new");
        Files.writeString(directory.backtrace(), "old");

        TaskDirectory.place(written, directory.backtrace());

        assertThat(directory.backtrace()).hasContent("new");
        assertThat(written).doesNotExist();
    }

    @Test
    void keepsTheOldFileWhereTheNewOneCannotBeWritten() throws IOException {
        directory.write(directory.type(), "0");
        Files.createDirectories(directory.path().resolve("type.tmp/full"));

        assertThatThrownBy(() -> directory.write(directory.type(), "1")).isInstanceOf(IOException.class);
        assertThat(directory.type()).hasContent("0");
    }

    @Test
    void addsALineEndToEachLogEntryThatHasNone() throws IOException {
        directory.log("first");
        directory.log("second\n");
        directory.log("third");

        assertThat(directory.log()).hasContent("first\nsecond\nthird\n");
    }

    @Test
    @Timeout(20)
    void logsAMessageOfManyLinesWithThePrefixBeforeEach() throws IOException {
        directory.log("identify: ", "module x\n".repeat(200_000));

        try (Stream<String> lines = Files.lines(directory.log())) {
            assertThat(lines.filter("identify: module x"::equals)).hasSize(200_000);
        }
    }

    @Test
    void removesTheCrashAndTheWorkAloneAndTwice() throws IOException {
        TaskDirectory.create(directory.crash());
        TaskDirectory.create(directory.debuggerOutput());
        Files.writeString(directory.coredump(), "core");
        Files.writeString(directory.backtrace(), "#0  main ()");

        directory.removeCrash();
        directory.removeWork();
        directory.removeCrash();
        directory.removeWork();

        try (Stream<Path> files = Files.list(directory.path())) {
            assertThat(files).containsExactly(directory.backtrace());
        }
    }

    @Test
    void keepsEverythingBelowTheTasksDirectory() {
        assertThat(Stream.of(
                        directory.coredump(),
                        directory.sysroot(),
                        directory.debuggerText(),
                        directory.debuggerNotes(),
                        directory.trimmedBacktrace(),
                        directory.log()))
                .allMatch(path -> path.startsWith(directory.path()))
                .doesNotHaveDuplicates();
    }

    @Test
    void createsDirectoriesThatOthersCannotEnter() throws IOException {
        Path created = TaskDirectory.create(temporary.resolve("a/b"));

        assertThat(permissions(created)).startsWith("rwx").endsWith("---");
        assertThat(TaskDirectory.create(created)).isEqualTo(created);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
