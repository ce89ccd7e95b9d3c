// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.retrace.bytes.Limits;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** How a stream is compressed, told by its first bytes. */
public enum Compression {
    GZIP("1f8b"),
    BZIP2("425a68"),
    XZ("fd377a585a00"),
    ZSTD("28b52ffd"),
    LZMA("5d0000"),
    NONE("");

    private static final int MAGIC_BYTES = 6;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int KIBIBYTE = 1024;

    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /** The compression whose magic this is; {@link #NONE} when it is nobody's. */
    public static Compression of(byte[] head) {
        String hex = HexFormat.of().formatHex(head);
        return Stream.of(values())
                .filter(c -> hex.startsWith(c.magic))
                .findFirst()
                .orElse(NONE);
    }

    /**
     * The bytes behind a compressed or plain stream, decompressed as they are read; concatenated members are one
     * stream. Closing the result closes the stream.
     *
     * @param limits {@link Limits#recordBytes()} bounds the memory a decoder may take
     * @throws org.retrace.bytes.FormatException here and from each read, when the data is broken or cut
     */
    public static InputStream decompress(InputStream in, Limits limits) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
        buffered.mark(MAGIC_BYTES);
        byte[] head = buffered.readNBytes(MAGIC_BYTES);
        buffered.reset();
        Compression compression = of(head);
        if (compression == NONE) {
            return buffered;
        }
        String format = compression.name().toLowerCase(Locale.ROOT);
        try {
            return new CheckedStream(format, compression.open(buffered, limits));
        } catch (IOException | RuntimeException e) {
            throw CheckedStream.translate(format, 0, e);
        }
    }

    private InputStream open(InputStream in, Limits limits) throws IOException {
        int memoryKibibytes = Math.max(1, limits.recordBytes() / KIBIBYTE);
        return switch (this) {
            case NONE -> in;
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(new GzipInput(in))
                        .setDecompressConcatenated(true)
                        .get();
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, memoryKibibytes);
            case LZMA -> new LZMAInputStream(in, memoryKibibytes);
            case ZSTD -> new ZstdInputStream(in).setLongMax(windowLog(limits.recordBytes()));
        };
    }

    /** Base-2 logarithm of the largest window that fits, within what zstd knows. */
    private static int windowLog(int bytes) {
        return Math.min(31, Math.max(10, 31 - Integer.numberOfLeadingZeros(Math.max(1, bytes))));
    }
}
