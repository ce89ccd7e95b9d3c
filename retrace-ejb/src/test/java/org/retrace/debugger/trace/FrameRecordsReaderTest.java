// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.Variable;

@Timeout(60)
class FrameRecordsReaderTest {

    private static final String RECORDS =
            """
            {"thread":{"number":1,"lwp":4711,"name":"toaster"}}
            {"frame":{"number":0,"kind":"normal","address":"0x10","function":"draw","file":"a.c","line":3,"arguments":[{"name":"x","value":"1"}]}}
            {"frame":{"number":1,"kind":"signal","address":"0x20"}}
            {"end":{"cut":true,"variablesLeftOut":false,"ending":"Backtrace stopped: enough"}}
            {"note":"gdb died."}
            {"thread":{"number":2}}
            {"frame":{"number":0,"kind":"normal"}}
            """;

    private final Path file;

    FrameRecordsReaderTest(@TempDir Path directory) {
        this.file = directory.resolve("frames");
    }

    @Test
    void readsThreadsWithTheirFramesAndEnds() throws IOException {
        RecordedFrames frames = read(RECORDS);
        RecordedThread first = frames.threads().get(0);
        assertThat(frames.notes()).containsExactly("gdb died.");
        assertThat(frames.threads()).hasSize(2);
        assertThat(first.lwp()).isEqualTo(OptionalLong.of(4711));
        assertThat(first.name()).contains("toaster");
        assertThat(first.end()).contains(new RecordedThread.End(true, false, Optional.of("Backtrace stopped: enough")));
        assertThat(first.frames())
                .extracting(DetailedFrame::function)
                .containsExactly(Optional.of("draw"), Optional.empty());
        assertThat(first.frames().get(0).arguments()).containsExactly(new Variable("x", "1"));
        assertThat(frames.threads().get(1).end()).isEmpty();
        assertThat(frames.threads().get(1).frames()).hasSize(1);
    }

    @Test
    void findsNothingWhereThereIsNoFile() throws IOException {
        assertThat(FrameRecordsReader.read(file)).isEqualTo(RecordedFrames.NONE);
    }

    @Test
    void readsWhatEveryPrefixHolds() throws IOException {
        int before = 0;
        for (int length = 0; length <= RECORDS.length(); length++) {
            List<RecordedThread> threads = read(RECORDS.substring(0, length)).threads();
            int frames = threads.stream().mapToInt(t -> t.frames().size()).sum();
            assertThat(frames).isBetween(before, 3);
            before = frames;
        }
        assertThat(before).isEqualTo(3);
    }

    @Test
    void survivesEveryFlippedByte() throws IOException {
        byte[] records = RECORDS.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < records.length; i++) {
            for (int mask : new int[] {1, 0x20}) {
                byte[] flipped = records.clone();
                flipped[i] ^= (byte) mask;
                RecordedFrames frames = read(new String(flipped, StandardCharsets.US_ASCII));
                assertThat(frames.threads()).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"thread\":{\"number\":-1}}",
                "{\"thread\":{\"number\":1e400000000}}",
                "{\"thread\":{}}",
                "{\"thread\":{\"number\":1,\"number\":2}}",
                "{\"frame\":{\"number\":1}}",
                "{\"frame\":{\"kind\":\"normal\"}}",
                "{\"end\":{\"cut\":1}}",
                "{\"other\":1}",
            })
    void passesOverWhatIsNoRecordOfItsPlace(String line) throws IOException {
        RecordedFrames frames = read("{\"thread\":{\"number\":7}}\n" + line + "\n{\"frame\":{\"number\":0}}\n");
        assertThat(frames.threads()).hasSize(1);
        assertThat(frames.threads().get(0).frames()).hasSize(1);
        assertThat(frames.notes()).containsExactly("Lines of what gdb told of frames that were not understood: 1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"frame\":", "{\"frame\":{\"locals\":["})
    void passesOverWhatNestsWithoutEnd(String piece) throws IOException {
        assertThat(read(piece.repeat(30_000)).notes()).hasSize(1);
    }

    @Test
    void takesAThreadOnce() throws IOException {
        assertThat(read(RECORDS + RECORDS).threads()).hasSize(2);
    }

    @Test
    void takesNoMoreThanItHolds() throws IOException {
        String frames = "{\"frame\":{\"number\":%d,\"locals\":[" + "{\"name\":\"\",\"value\":\"\"},".repeat(999)
                + "{\"name\":\"\",\"value\":\"\"}]}}%n";
        StringBuilder records = new StringBuilder("{\"thread\":{\"number\":1}}\n");
        for (int i = 0; i < 300; i++) {
            records.append(String.format(frames, i));
        }
        assertThat(read(records.toString()).threads().get(0).frames()).hasSize(FrameRecordsReader.ELEMENTS / 1001);
    }

    private RecordedFrames read(String records) throws IOException {
        Files.writeString(file, records);
        return FrameRecordsReader.read(file);
    }
}
