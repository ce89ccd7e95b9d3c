// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Streams as xz itself writes them with several threads. */
class XzBlocksTest {

    private static final Limits LIMITS = new Limits(10, 4 << 20, Long.MAX_VALUE, Long.MAX_VALUE);
    private static final int SIZE = 1_000_003;

    private final Path directory;

    XzBlocksTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest(name = "blocks of {0}, check {1}")
    @CsvSource({"65536, crc64", "65536, none", "65536, crc32", "65536, sha256", "2000000, crc64", "4096, crc64"})
    void readsWhatXzWrote(int blockBytes, String check) throws Exception {
        byte[] content = content();
        byte[] stream = xz(content, "--block-size=" + blockBytes, "--check=" + check);

        assertThat(read(stream, blockBytes)).isEqualTo(content);
        assertThat(read(stream, 1000))
                .as("each block is too large to be read beside others")
                .isEqualTo(content);
    }

    @Test
    void tellsTheSizeOfTheFirstBlockWhereItIsSaid() throws Exception {
        assertThat(blockBytes(xz(content(), "--block-size=65536"))).isEqualTo(65536);
        assertThat(blockBytes(xz(content(), "-T1"))).isZero();
        assertThat(blockBytes(xzOfOneThread(content()))).isZero();
        assertThat(blockBytes(new byte[0])).isZero();
        assertThat(blockBytes(Arrays.copyOf(xz(content(), "--block-size=65536"), 15)))
                .isZero();
    }

    @Test
    void goesOnBehindTheStream() throws Exception {
        ByteArrayOutputStream streams = new ByteArrayOutputStream();
        streams.write(xz(content(), "--block-size=65536"));
        streams.write(new byte[8]);
        streams.write(xzOfOneThread(new byte[] {1, 2, 3}));
        byte[] expected = Arrays.copyOf(content(), SIZE + 3);
        System.arraycopy(new byte[] {1, 2, 3}, 0, expected, SIZE, 3);

        assertThat(read(streams.toByteArray(), 65536)).isEqualTo(expected);
        streams.write(new byte[3]);
        assertBroken(streams.toByteArray());
    }

    @Test
    void refusesEveryPrefix() throws Exception {
        byte[] stream = xz(Arrays.copyOf(content(), 20_000), "--block-size=4096");
        for (int length = 0; length < stream.length; length += length < 64 || length > stream.length - 64 ? 1 : 97) {
            assertBroken(Arrays.copyOf(stream, length));
        }
    }

    @Test
    void refusesEveryFlippedByte() throws Exception {
        byte[] stream = xz(Arrays.copyOf(content(), 20_000), "--block-size=4096");
        for (int at = 0; at < stream.length; at += at < 64 || at > stream.length - 64 ? 1 : 13) {
            byte[] twin = stream.clone();
            twin[at] ^= 0x21;
            assertBroken(twin);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void refusesAnIndexOfOtherBlocks(int other) throws Exception {
        byte[] one = xz(Arrays.copyOf(content(), 4096), "--block-size=4096");
        byte[] two = xz(Arrays.copyOf(content(), 4096 * other - 1), "--block-size=4096");
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.write(one, 0, one.length - endBytes(one));
        mixed.write(two, two.length - endBytes(two), endBytes(two));

        assertBroken(mixed.toByteArray());
    }

    /** Of index and footer; the footer says how long the index is. */
    private static int endBytes(byte[] stream) {
        ByteBuffer footer = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
        return (footer.getInt(stream.length - 8) + 1) * 4 + 12;
    }

    @Test
    void givesNoMoreMemoryThanAllowed() throws Exception {
        byte[] stream = xz(content(), "--block-size=65536", "--lzma2=dict=64MiB");

        assertBroken(stream);
    }

    private static void assertBroken(byte[] stream) {
        assertThatThrownBy(() -> read(stream, 65536)).isInstanceOf(FormatException.class);
    }

    private static byte[] read(byte[] stream, int blockBytes) throws IOException {
        try (InputStream in = Compression.decompressBlocks(new ByteArrayInputStream(stream), LIMITS, blockBytes)) {
            return in.readAllBytes();
        }
    }

    private static int blockBytes(byte[] stream) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(stream));
        int size = Compression.blockBytes(in);
        assertThat(in.readAllBytes()).isEqualTo(stream);
        return size;
    }

    private static byte[] content() {
        byte[] content = new byte[SIZE];
        Random random = new Random(1);
        for (int i = 0; i < SIZE; i++) {
            content[i] = (byte) random.nextInt(i % 4096 < 1000 ? 256 : 4);
        }
        return content;
    }

    private static byte[] xzOfOneThread(byte[] content) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (XZOutputStream out = new XZOutputStream(stream, new LZMA2Options(0))) {
            out.write(content);
        }
        return stream.toByteArray();
    }

    private byte[] xz(byte[] content, String... options) throws IOException, InterruptedException {
        Path file = Files.write(directory.resolve("content"), content);
        Path packed = directory.resolve("packed");
        List<String> command = new ArrayList<>(List.of("xz", "-T2", "-1", "-c"));
        command.addAll(List.of(options));
        command.add(file.toString());
        int status = new ProcessBuilder(command)
                .redirectOutput(packed.toFile())
                .start()
                .waitFor();
        assertThat(status).isZero();
        return Files.readAllBytes(packed);
    }
}
