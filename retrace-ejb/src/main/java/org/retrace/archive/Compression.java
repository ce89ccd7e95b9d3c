// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** How a stream is compressed, told by its first bytes. */
public enum Compression {
    GZIP("1f8b"),
    BZIP2("425a68"),
    XZ("fd377a585a00"),
    /** A frame, or one to be skipped, as what compresses on several cores begins with (RFC 8878, section 3.1.2). */
    ZSTD("28b52ffd|5[0-9a-f]2a4d18"),
    LZMA("5d0000"),
    NONE("");

    private static final int MAGIC_BYTES = 6;

    /** More than the header of a stream and of its first block. */
    private static final int HEAD_BYTES = 2048;

    /** The default of xz -9 is six times that; it is decoded by one thread. */
    private static final int MOST_BLOCK_BYTES = 32 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int KIBIBYTE = 1024;
    private static final int SMALL_KIBIBYTES = 256;

    private final Pattern magic;

    /** @param magic the first bytes, in hexadecimal digits */
    Compression(String magic) {
        this.magic = Pattern.compile(magic);
    }

    /** The compression whose magic this is; {@link #NONE} when it is nobody's. */
    public static Compression of(byte[] head) {
        String hex = HexFormat.of().formatHex(head);
        return Stream.of(values())
                .filter(c -> c.magic.matcher(hex).lookingAt())
                .findFirst()
                .orElse(NONE);
    }

    /**
     * KiB of memory that a decoder of a stream takes, by what the stream's head claims. A stream that goes on to claim
     * more is refused by {@link #decompress} where that is the limit.
     *
     * @param in stands at its first byte again afterwards
     */
    public static int decoderKibibytes(BufferedInputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        return switch (of(head)) {
            case NONE, GZIP -> SMALL_KIBIBYTES;
            case BZIP2 -> 6 * KIBIBYTE;
            case ZSTD -> 9 * KIBIBYTE;
            case XZ -> claimedKibibytes(bytes -> new XZInputStream(bytes, 0), head);
            case LZMA -> claimedKibibytes(bytes -> new LZMAInputStream(bytes, 0), head);
        };
    }

    /** Opens a decoder. */
    @FunctionalInterface
    private interface Decoder {
        InputStream on(InputStream bytes) throws IOException;
    }

    /** What a decoder that may take nothing says that it needs. */
    private static int claimedKibibytes(Decoder decoder, byte[] head) {
        try (InputStream in = decoder.on(new ByteArrayInputStream(head))) {
            in.skipNBytes(1);
            return SMALL_KIBIBYTES;
        } catch (MemoryLimitException e) {
            return Math.max(SMALL_KIBIBYTES, e.getMemoryNeeded());
        } catch (IOException | RuntimeException e) {
            return SMALL_KIBIBYTES; // broken, or without content: reading it will tell
        }
    }

    /**
     * The bytes behind a compressed or plain stream, decompressed as they are read; concatenated members are one
     * stream. Closing the result closes the stream.
     *
     * @param limits {@link Limits#recordBytes()} bounds the memory a decoder may take
     * @throws org.retrace.bytes.FormatException here and from each read, when the data is broken or cut
     */
    public static InputStream decompress(InputStream in, Limits limits) throws IOException {
        InputStream buffered = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, BUFFER_BYTES);
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

    /**
     * Size of the first block of an xz stream whose blocks say their sizes, so that several can be decoded at once; 0
     * of everything else, and of a block of more than {@value #MOST_BLOCK_BYTES} bytes.
     *
     * @param in stands at its first byte again afterwards
     */
    public static int blockBytes(BufferedInputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        if (of(head) != XZ) {
            return 0;
        }
        try (InputStream bytes = new ByteArrayInputStream(head)) {
            XzStreamFrame.read(bytes);
            int first = bytes.read();
            long size = first <= 0 ? 0 : XzBlockHeader.read(first, bytes).uncompressedBytes();
            return size <= MOST_BLOCK_BYTES ? (int) size : 0;
        } catch (FormatException | EOFException e) {
            return 0; // one block, or broken: reading it will tell
        }
    }

    /** KiB of memory that {@link #decompressBlocks} takes for an xz stream. */
    public static int blockDecoderKibibytes(int decoderKibibytes, int blockBytes) {
        int buffers = 3 * XzBlocks.AT_ONCE;
        return XzBlocks.AT_ONCE * decoderKibibytes + buffers * (blockBytes / KIBIBYTE + 1);
    }

    /**
     * The bytes behind an xz stream, several blocks decoded at once; otherwise like {@link #decompress}.
     *
     * @param blockBytes as {@link #blockBytes} says; larger blocks are decoded one after the other
     */
    public static InputStream decompressBlocks(InputStream in, Limits limits, int blockBytes) throws IOException {
        int memoryKibibytes = Math.max(1, limits.recordBytes() / KIBIBYTE);
        try {
            return new CheckedStream("xz", new XzBlocks(in, memoryKibibytes, blockBytes));
        } catch (IOException e) {
            throw CheckedStream.translate("xz", 0, e);
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
            case XZ -> new XZInputStream(in, memoryKibibytes, true, new Dictionaries(1));
            case LZMA -> new LZMAInputStream(in, memoryKibibytes);
            case ZSTD -> new ZstdInputStream(in).setLongMax(windowLog(limits.recordBytes()));
        };
    }

    /** Base-2 logarithm of the largest window that fits, within what zstd knows. */
    private static int windowLog(int bytes) {
        return Math.min(31, Math.max(10, 31 - Integer.numberOfLeadingZeros(Math.max(1, bytes))));
    }
}
