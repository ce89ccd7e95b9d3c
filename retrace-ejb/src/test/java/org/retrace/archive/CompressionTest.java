// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {

    private static final Limits LIMITS = new Limits(100, 64 << 20, 1 << 20, 1 << 20);
    private static final byte[] TEXT = "a crash is a crash is a crash".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource
    void readsWhatWasCompressed(Compression compression) throws IOException {
        byte[] stream = compress(compression, TEXT);

        assertThat(Compression.of(stream)).isEqualTo(compression);
        assertThat(decompress(stream)).isEqualTo(TEXT);
        assertThat(decompress(compress(compression, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LZMA")
    void readsConcatenatedMembersAsOneStream(Compression compression) throws IOException {
        byte[] member = compress(compression, TEXT);

        assertThat(decompress(concat(member, member))).isEqualTo(concat(TEXT, TEXT));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LZMA")
    void readsMembersThatArriveByteByByte(Compression compression) throws IOException {
        byte[] member = compress(compression, TEXT);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(concat(member, member))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(1, length));
            }

            @Override
            public int available() {
                return 0;
            }
        };

        assertThat(Compression.decompress(slow, LIMITS).readAllBytes()).isEqualTo(concat(TEXT, TEXT));
    }

    @ParameterizedTest
    @CsvSource({"502a4d18", "5f2a4d18"})
    void skipsWhatAZstdStreamWantsToHaveSkipped(String magic) throws IOException {
        byte[] skipped = HexFormat.of().parseHex(magic + "03000000" + "616263");
        byte[] stream = concat(skipped, compress(Compression.ZSTD, TEXT));

        assertThat(Compression.of(stream)).isEqualTo(Compression.ZSTD);
        assertThat(decompress(stream)).isEqualTo(TEXT);
        assertThat(decompress(concat(stream, stream))).isEqualTo(concat(TEXT, TEXT));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void refusesEachStreamThatIsCut(Compression compression) throws IOException {
        byte[] stream = compress(compression, TEXT);

        for (int length = 6; length < stream.length; length++) {
            byte[] cut = Arrays.copyOf(stream, length);
            assertThatExceptionOfType(FormatException.class)
                    .as("the first %d of %d bytes", length, stream.length)
                    .isThrownBy(() -> decompress(cut));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void readsOrRefusesWithEachByteFlipped(Compression compression) throws IOException {
        byte[] stream = compress(compression, TEXT);
        byte[] members = concat(stream, compression == Compression.LZMA ? new byte[0] : stream);
        int refused = 0;
        for (int i = 0; i < members.length; i++) {
            byte[] flipped = members.clone();
            flipped[i] ^= (byte) 0xff;
            try {
                assertThat(decompress(flipped).length).isLessThan(1 << 20);
            } catch (FormatException e) {
                assertThat(e.reason()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesDictionariesLargerThanTheLimit() throws IOException {
        LZMA2Options dictionary = new LZMA2Options(1);
        dictionary.setDictSize(16 << 20);
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(xz, dictionary)) {
            out.write(TEXT);
        }
        Limits small = new Limits(100, 4 << 20, 1 << 20, 1 << 20);
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd).setLong(24)) {
            out.write(TEXT);
        }

        assertThat(decompress(xz.toByteArray(), LIMITS)).isEqualTo(TEXT);
        assertThat(decompress(zstd.toByteArray(), LIMITS)).isEqualTo(TEXT);
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> decompress(xz.toByteArray(), small));
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> decompress(zstd.toByteArray(), small));
    }

    @Test
    void keepsNoNameOfAGzipMemberThatNeverEnds() {
        byte[] header = {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 3};
        byte[] stream = Arrays.copyOf(header, 1 << 20);
        Arrays.fill(stream, header.length, stream.length, (byte) 'a');

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> decompress(stream))
                .withMessageContaining("a header of more than");
    }

    @ParameterizedTest
    @EnumSource
    void passesAFailureOfTheStreamBelow(Compression compression) throws IOException {
        IOException failure = new IOException("the client has gone");
        byte[] stream = compress(compression, TEXT);
        InputStream failing = new FilterInputStream(new ByteArrayInputStream(stream, 0, stream.length - 4)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = super.read(buffer, offset, length);
                if (n < 0) {
                    throw failure;
                }
                return n;
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Compression.decompress(failing, LIMITS).readAllBytes())
                .isSameAs(failure);
    }

    private static byte[] decompress(byte[] stream) throws IOException {
        return decompress(stream, LIMITS);
    }

    private static byte[] decompress(byte[] stream, Limits limits) throws IOException {
        try (InputStream in = Compression.decompress(new ByteArrayInputStream(stream), limits)) {
            return in.readNBytes(1 << 20);
        }
    }

    static byte[] compress(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (OutputStream out = encoder(compression, stream)) {
            out.write(content);
        }
        return stream.toByteArray();
    }

    private static OutputStream encoder(Compression compression, OutputStream out) throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
            case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
            case XZ -> new XZOutputStream(out, new LZMA2Options(1));
            case LZMA -> new LZMAOutputStream(out, new LZMA2Options(1), -1);
            case ZSTD -> new ZstdOutputStream(out).setChecksum(true);
        };
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
