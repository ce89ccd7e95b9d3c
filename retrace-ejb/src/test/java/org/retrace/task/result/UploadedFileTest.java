// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadedFileTest {

    private final Path directory;

    UploadedFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Optional<String> beginning(byte[] content) throws IOException {
        Files.write(directory.resolve("package"), content);
        return UploadedFile.in(directory).get(0).beginning();
    }

    @Test
    void smallTextIsShownAndAnythingElseIsNot() throws IOException {
        Files.writeString(directory.resolve("package"), "toaster-1.0-1\n");
        Files.write(directory.resolve("coredump"), new byte[] {0x7f, 'E', 'L', 'F', 0, 0});

        assertThat(UploadedFile.in(directory))
                .containsExactly(
                        new UploadedFile("coredump", 6, Optional.empty()),
                        new UploadedFile("package", 14, Optional.of("toaster-1.0-1")));
    }

    @Test
    void longTextIsCut() throws IOException {
        assertThat(beginning("a\n".repeat(100).getBytes(StandardCharsets.US_ASCII)))
                .hasValueSatisfying(text -> assertThat(text.lines()).hasSize(20));
        assertThat(beginning("b".repeat(100_000).getBytes(StandardCharsets.US_ASCII)))
                .hasValueSatisfying(text -> assertThat(text).hasSize(4096));
        assertThat(beginning(new byte[(1 << 20) + 1])).isEmpty();
    }

    @Test
    void whatIsNoTextInUtf8IsShownAsFarAsItIs() throws IOException {
        assertThat(beginning(new byte[] {'a', (byte) 0xff, 'b'})).contains("a\ufffdb");
        assertThat(beginning(new byte[0])).contains("");
    }

    @Test
    void linksAndDirectoriesAreNoFilesOfAnUpload() throws IOException {
        Files.createSymbolicLink(directory.resolve("release"), Path.of("/etc/passwd"));
        Files.createDirectory(directory.resolve("rootdir"));

        assertThat(UploadedFile.in(directory)).isEmpty();
        assertThat(UploadedFile.in(directory.resolve("gone"))).isEmpty();
    }
}
