// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    private Path log;

    @BeforeEach
    void place(@TempDir Path directory) {
        log = directory.resolve("log");
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void smallLogIsWholeAndItsUnfinishedLineWaits() throws IOException {
        write("größe\nhalf");

        assertThat(LogTail.last(log)).isEqualTo(new LogTail("größe\n", 0, 8));
        assertThat(LogTail.last(log).isCut()).isFalse();
    }

    @Test
    void whatCameSinceBeginsWhereTheLastEnded() throws IOException {
        write("one\n");
        var end = LogTail.last(log).end();
        write("two\nthr");

        assertThat(LogTail.from(log, end)).isEqualTo(new LogTail("two\n", 4, 8));
        assertThat(LogTail.from(log, 8)).isEqualTo(new LogTail("", 8, 8));
        assertThat(LogTail.from(log, 5_000).text()).isEmpty();
    }

    @Test
    void longLogBeginsWithAWholeLine() throws IOException {
        write("0123456789abcde\n".repeat(40_000));
        write("x");
        var tail = LogTail.last(log);

        assertThat(tail.isCut()).isTrue();
        assertThat(tail.text()).startsWith("0123456789abcde\n").endsWith("0123456789abcde\n");
        assertThat(tail.end() - tail.begin()).isLessThanOrEqualTo(LogTail.MOST_BYTES);
        assertThat(tail.end()).isEqualTo(640_000);
    }

    @Test
    void lineThatDoesNotEndIsReadInPieces() throws IOException {
        write("x".repeat(LogTail.MOST_BYTES + 10) + "\n");
        var first = LogTail.from(log, 0);

        assertThat(first.text()).hasSize(LogTail.MOST_BYTES);
        assertThat(LogTail.from(log, first.end()).text()).isEqualTo("x".repeat(10) + "\n");
    }

    @Test
    void whatIsNoTextIsStillShown() throws IOException {
        write(new byte[] {'a', (byte) 0xff, 0, 0x1b, '\n'});

        assertThat(LogTail.last(log).text()).isEqualTo("a\ufffd⟨U+0000⟩⟨U+001B⟩\n");
    }
}
