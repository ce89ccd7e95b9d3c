// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.retrace.bytes.Limits;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** How a stream is compressed, told by its first bytes. */
public enum Compression {
    NONE(head -> false),
    GZIP(head -> starts(head, 0x1f, 0x8b)),
    BZIP2(head -> starts(head, 'B', 'Z', 'h')),
    XZ(head -> starts(head, 0xfd, '7', 'z', 'X', 'Z', 0)),
    ZSTD(head -> starts(head, 0x28, 0xb5, 0x2f, 0xfd)),
    LZMA(head -> starts(head, 0x5d, 0, 0));

    private static final int MAGIC_BYTES = 6;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int KIBIBYTE = 1024;

    private final Predicate<byte[]> magic;

    Compression(Predicate<byte[]> magic) {
        this.magic = magic;
    }

    /** The compression whose magic this is; {@link #NONE} when it is nobody's. */
    public static Compression of(byte[] head) {
        return Stream.of(values()).filter(c -> c.magic.test(head)).findFirst().orElse(NONE);
    }

    /**
     * The bytes behind a compressed or plain stream, decompressed as they are read; concatenated members are one stream.
     * Closing the result closes the stream.
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
        } catch (IOException | IllegalArgumentException e) {
            throw CheckedStream.translate(format, 0, e);
        }
    }

    private InputStream open(InputStream in, Limits limits) throws IOException {
        int memoryKibibytes = Math.max(1, limits.recordBytes() / KIBIBYTE);
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GzipCompressorInputStream(in, true);
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

    private static boolean starts(byte[] head, int... magic) {
        byte[] bytes = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            bytes[i] = (byte) magic[i];
        }
        return head.length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }
}
