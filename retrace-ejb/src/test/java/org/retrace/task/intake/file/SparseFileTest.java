// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseFileTest {

    private static final int BLOCK = SparseFile.BLOCK_BYTES;

    private final Path file;

    SparseFileTest(@TempDir Path directory) {
        file = directory.resolve("coredump");
    }

    @ParameterizedTest(name = "content from {1} to {2} of {0}")
    @CsvSource({
        "0, 0, 0",
        "1, 0, 0",
        "1, 0, 1",
        "4096, 0, 0",
        "4097, 4096, 4097",
        "20000, 5000, 5001",
        "20000, 4096, 8192",
        "20000, 19999, 20000",
        "65536, 0, 65536",
        "65536, 30000, 40000"
    })
    void readsBackAsItWasWritten(int length, int from, int to) throws IOException {
        byte[] content = new byte[length];
        Arrays.fill(content, from, to, (byte) 'x');
        write(content, 16 * BLOCK);

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void takesNoSpaceForBlocksOfZeros() throws IOException {
        byte[] content = new byte[1 << 24];
        content[5 << 20] = 1;
        content[content.length - 1] = 1;
        write(content, 16 * BLOCK);

        assertThat(file).hasBinaryContent(content);
        assertThat(allocated()).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void takesNoSpaceForAHoleAtTheEnd() throws IOException {
        write(new byte[1 << 24], 16 * BLOCK);

        assertThat(Files.size(file)).isEqualTo(1 << 24);
        assertThat(allocated()).isLessThanOrEqualTo(BLOCK);
    }

    private void write(byte[] content, int chunk) throws IOException {
        try (SparseFile out = new SparseFile(file)) {
            for (int at = 0; at < content.length; at += chunk) {
                byte[] part = Arrays.copyOfRange(content, at, Math.min(content.length, at + chunk));
                out.write(part, part.length);
            }
        }
    }

    /** Bytes on the disk, as du counts them. */
    private long allocated() throws IOException {
        Process du = new ProcessBuilder("du", "-B1", file.toString()).start();
        return Long.parseLong(new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                .split("\t", 2)[0]);
    }
}
