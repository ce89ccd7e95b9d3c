// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.bytes.FormatException;

@Timeout(60)
class DetailedBacktraceReaderTest {

    private final Path file;

    DetailedBacktraceReaderTest(@TempDir Path directory) {
        this.file = directory.resolve("backtrace.json");
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        for (DetailedBacktrace backtrace : new DetailedBacktrace[] {Backtraces.full(), Backtraces.empty()}) {
            DetailedBacktraceWriter.write(backtrace, file);
            assertThat(DetailedBacktraceReader.read(file)).isEqualTo(backtrace);
        }
    }

    @Test
    void writesAsciiWithTheFormatFirstAndNothingThatIsAbsent() throws IOException {
        DetailedBacktraceWriter.write(Backtraces.empty(), file);
        assertThat(file).hasContent("{\"format\":1,\"whole\":true,\"modules\":[],\"threads\":[]}");
        DetailedBacktraceWriter.write(Backtraces.full(), file);
        assertThat(Files.readString(file))
                .startsWith("{\"format\":1,\"signal\":\"SIGSEGV\",\"signalNumber\":11,"
                        + "\"faultAddress\":\"0xffffffffffffffff\",\"whole\":false,")
                .contains("{\"name\":\"label\",\"value\":\"0x55 \\\"b\\u00fc<\\u202e>\\\"\"}")
                .contains("{\"number\":1,\"kind\":\"signal\"}", "{\"number\":2,\"kind\":\"tail-call\"}")
                .matches("\\p{ASCII}+");
    }

    @Test
    void refusesEveryPrefix() throws IOException {
        String document = written();
        for (int length = 0; length < document.length(); length++) {
            String prefix = document.substring(0, length);
            assertThatThrownBy(() -> read(prefix)).as(prefix).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void readsOrRefusesEveryFlippedByte() throws IOException {
        byte[] document = written().getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < document.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = document.clone();
                flipped[i] ^= (byte) (1 << bit);
                assertThat(isReadOrRefused(new String(flipped, StandardCharsets.ISO_8859_1)))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"format\":2}",
                "{\"format\":1,\"format\":1}",
                "{\"format\":1}{}",
                "{\"format\":1,\"colour\":\"red\"}",
                "{\"format\":1,\"signalNumber\":-1}",
                "{\"format\":1,\"signalNumber\":1.5}",
                "{\"format\":1,\"signalNumber\":1e999999999}",
                "{\"format\":1,\"signalNumber\":99999999999}",
                "{\"format\":1,\"signalNumber\":99999999999999999999999999}",
                "{\"format\":1,\"signalNumber\":\"11\"}",
                "{\"format\":1,\"faultAddress\":\"0x12345678901234567\"}",
                "{\"format\":1,\"faultAddress\":\"12\"}",
                "{\"format\":1,\"threads\":[{}]}",
                "{\"format\":1,\"threads\":[{\"number\":1,\"frames\":[{\"function\":\"f\"}]}]}",
                "{\"format\":1,\"threads\":[{\"number\":1,\"frames\":[{\"number\":0,\"kind\":\"odd\"}]}]}",
                "{\"format\":1,\"modules\":[{\"path\":\"/p\",\"start\":\"0x1\"}]}",
                "{\"format\":1,\"notes\":[[\"deep\"]]}",
                "{\"format\":1,\"whole\":\"true\"}",
            })
    void refusesWhatTheFormatHasNot(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"format\":", "{\"a\":", "{\"format\":1,\"threads\":[{\"number\":1,\"frames\":["})
    void refusesWhatNestsWithoutEnd(String piece) {
        assertThatThrownBy(() -> read(piece.repeat(200_000))).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesMoreElementsThanItHolds() {
        String elements = "\"\",".repeat(BoundedJson.ELEMENTS) + "\"\"";
        assertThatThrownBy(() -> read("{\"format\":1,\"notes\":[" + elements + "]}"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("elements");
    }

    @Test
    void refusesLongerStringsThanItHolds() {
        String text = "x".repeat(BoundedJson.TEXT_CHARS + 1);
        assertThatThrownBy(() -> read("{\"format\":1,\"signal\":\"" + text + "\"}"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("characters");
    }

    @Test
    void refusesFilesBeyondTheLimitUnread() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(DetailedBacktraceReader.LIMIT_BYTES + 1);
        }
        assertThatThrownBy(() -> DetailedBacktraceReader.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("at most");
    }

    @Test
    void spellsControlCharactersAndReplacesHalfCharacters() throws IOException {
        assertThat(read("{\"format\":1,\"signal\":\"\\u001b[31m\\n\\u009b\\ud800\\t\\u200f\"}")
                        .signal())
                .contains("\\x1b[31m\\x0a\\x9b\ufffd\t\u200f");
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Files.write(file, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        assertThatThrownBy(() -> DetailedBacktraceReader.read(file)).isInstanceOf(FormatException.class);
    }

    private String written() throws IOException {
        DetailedBacktraceWriter.write(Backtraces.full(), file);
        return Files.readString(file);
    }

    private static DetailedBacktrace read(String document) throws IOException {
        return DetailedBacktraceReader.read(new StringReader(document));
    }

    /** Throws what is neither. */
    private static boolean isReadOrRefused(String document) throws IOException {
        try {
            return read(document).threads().size() <= 2;
        } catch (FormatException e) {
            return !e.reason().isEmpty();
        }
    }
}
