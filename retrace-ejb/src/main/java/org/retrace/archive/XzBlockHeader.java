// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.retrace.bytes.FormatException;

/**
 * The header of a block that says both of its sizes; its sum is left to the decoder. Source: the .xz file format 1.2.1,
 * section 3.1.
 *
 * @param length of the header, its sum included
 * @param compressedBytes of the block without header, padding and check
 * @param uncompressedBytes what it unpacks to
 * @param hex all of it
 */
record XzBlockHeader(int length, long compressedBytes, long uncompressedBytes, String hex) {

    static final int MOST_BYTES = 1024;

    private static final int HAS_COMPRESSED = 0x40;
    private static final int HAS_UNCOMPRESSED = 0x80;
    private static final int MOST_VLI_BYTES = 9;

    /**
     * Reads a header.
     *
     * @param first its first byte, which is read already and not 0
     * @throws FormatException when it does not say both sizes
     */
    static XzBlockHeader read(int first, InputStream in) throws IOException {
        int length = (first + 1) * 4;
        byte[] header = new byte[length];
        header[0] = (byte) first;
        if (in.readNBytes(header, 1, length - 1) < length - 1) {
            throw new EOFException("the stream ends within a header");
        }
        int flags = header[1] & 0xff;
        if ((flags & HAS_COMPRESSED) == 0 || (flags & HAS_UNCOMPRESSED) == 0) {
            throw new FormatException("xz", -1, "a block without sizes among blocks with them");
        }
        InputStream fields = new ByteArrayInputStream(header, 2, length - 2);
        long compressed = number(fields);
        long uncompressed = number(fields);
        if (compressed <= 0 || compressed > Long.MAX_VALUE >> 1) {
            throw new FormatException("xz", -1, "a block of no size");
        }
        return new XzBlockHeader(
                length, compressed, uncompressed, HexFormat.of().formatHex(header));
    }

    /** As it stood in the stream. */
    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Bytes from the end of the header to the next block. */
    long storedBytes(XzStreamFrame frame) {
        return (compressedBytes + 3) / 4 * 4 + frame.checkBytes();
    }

    /** What the index counts: header, content and check. */
    long unpaddedBytes(XzStreamFrame frame) {
        return length + compressedBytes + frame.checkBytes();
    }

    /** A multibyte integer of section 1.2. */
    static long number(InputStream in) throws IOException {
        long value = 0;
        for (int i = 0; i < MOST_VLI_BYTES; i++) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the stream ends within a number");
            }
            value |= (b & 0x7fL) << (7 * i);
            if (b < 0x80) {
                return value;
            }
        }
        throw new FormatException("xz", -1, "a number of more than 63 bits");
    }

    /** The same as bytes. */
    static byte[] bytes(long number) {
        byte[] bytes = new byte[MOST_VLI_BYTES];
        int length = 0;
        for (long left = number; length == 0 || left > 0; left >>>= 7) {
            bytes[length] = (byte) (left > 0x7f ? left | 0x80 : left);
            length++;
        }
        return Arrays.copyOf(bytes, length);
    }
}
