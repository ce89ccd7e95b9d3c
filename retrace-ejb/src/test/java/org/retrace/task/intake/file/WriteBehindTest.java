// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBehindTest {

    private final Path file;

    WriteBehindTest(@TempDir Path directory) {
        file = directory.resolve("coredump");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, WriteBehind.BUFFER_BYTES, WriteBehind.BUFFER_BYTES + 1, 100 * WriteBehind.BUFFER_BYTES})
    void hasWrittenEverythingInOrderWhenItIsClosed(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        try (WriteBehind out = new WriteBehind(new SparseFile(file))) {
            for (int at = 0; at < length; at += WriteBehind.BUFFER_BYTES) {
                int part = Math.min(WriteBehind.BUFFER_BYTES, length - at);
                byte[] buffer = out.buffer();
                System.arraycopy(content, at, buffer, 0, part);
                out.write(buffer, part);
            }
        }

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void tellsThatNothingCanBeWritten() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> {
                    try (WriteBehind out = new WriteBehind(new SparseFile(Path.of("/dev/full")))) {
                        for (int part = 0; part < 100; part++) {
                            byte[] buffer = out.buffer();
                            Arrays.fill(buffer, (byte) 1);
                            out.write(buffer, buffer.length);
                        }
                    }
                })
                .withMessageContaining("No space left");
    }

    @Test
    void tellsThatTheLastBytesCannotBeWritten() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> {
                    try (WriteBehind out = new WriteBehind(new SparseFile(Path.of("/dev/full")))) {
                        byte[] buffer = out.buffer();
                        buffer[0] = 1;
                        out.write(buffer, 1);
                    }
                })
                .withMessageContaining("No space left");
    }
}
