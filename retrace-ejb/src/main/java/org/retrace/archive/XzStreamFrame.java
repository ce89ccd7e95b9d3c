// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.retrace.bytes.FormatException;

/**
 * What stands around the blocks of an xz stream: header, index, footer. Of the blocks a sum is kept, however many they
 * are. Source: the .xz file format 1.2.1, sections 2.1 and 4.
 */
final class XzStreamFrame {

    private static final String FORMAT = "xz";
    private static final int HEADER_BYTES = 12;
    private static final int FLAGS_AT = 6;

    /** Bytes of the check of each type. */
    private static final int[] CHECK_BYTES = {0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64};

    private final byte[] header;
    private final MessageDigest records = sha256();
    private long blocks;

    private XzStreamFrame(byte[] header) {
        this.header = header;
    }

    /** Reads a header; whether it is one, the decoder of the first block says. */
    static XzStreamFrame read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES) {
            throw new EOFException("the stream ends within its header");
        }
        return new XzStreamFrame(header);
    }

    byte[] header() {
        return header.clone();
    }

    int checkBytes() {
        return CHECK_BYTES[header[FLAGS_AT + 1] & 0xf];
    }

    /** Another block is read. */
    void add(XzBlockHeader block) {
        blocks++;
        record(block.unpaddedBytes(this), block.uncompressedBytes());
    }

    private void record(long unpadded, long uncompressed) {
        records.update(XzBlockHeader.bytes(unpadded));
        records.update(XzBlockHeader.bytes(uncompressed));
    }

    /** Index and footer of a stream of this block alone. */
    byte[] endOf(XzBlockHeader block) {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        index.write(0);
        index.write(1);
        index.writeBytes(XzBlockHeader.bytes(block.unpaddedBytes(this)));
        index.writeBytes(XzBlockHeader.bytes(block.uncompressedBytes()));
        index.writeBytes(new byte[-index.size() & 3]);
        index.writeBytes(littleEndian(sum(index.toByteArray())));
        index.writeBytes(footer(index.size()));
        return index.toByteArray();
    }

    private byte[] footer(long indexBytes) {
        byte[] fields = new byte[6];
        System.arraycopy(littleEndian(indexBytes / 4 - 1), 0, fields, 0, 4);
        System.arraycopy(header, FLAGS_AT, fields, 4, 2);
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        footer.writeBytes(littleEndian(sum(fields)));
        footer.writeBytes(fields);
        footer.write('Y');
        footer.write('Z');
        return footer.toByteArray();
    }

    /**
     * Reads index and footer behind the index's first byte.
     *
     * @throws FormatException when they do not tell of the blocks that were added
     */
    void readIndex(InputStream in) throws IOException {
        CountedInput counted = new CountedInput(in);
        CheckedInputStream index = new CheckedInputStream(counted, new CRC32());
        index.getChecksum().update(0);
        byte[] ours = records.digest();
        long count = XzBlockHeader.number(index);
        if (count != blocks) {
            throw new FormatException(FORMAT, -1, "the index has another number of blocks");
        }
        for (long i = 0; i < count; i++) {
            record(XzBlockHeader.number(index), XzBlockHeader.number(index));
        }
        byte[] padding = index.readNBytes((int) (-(1 + counted.count) & 3));
        long sum = index.getChecksum().getValue();
        boolean right = Arrays.equals(padding, new byte[padding.length])
                && Arrays.equals(in.readNBytes(4), littleEndian(sum))
                && Arrays.equals(in.readNBytes(HEADER_BYTES), footer(1 + counted.count + 4));
        if (!right || !Arrays.equals(ours, records.digest())) {
            throw new FormatException(FORMAT, -1, "the index is not that of the blocks");
        }
    }

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    private static byte[] littleEndian(long value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A stream that counts what is read. */
    private static final class CountedInput extends FilterInputStream {

        private long count;

        CountedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = in.read(buffer, offset, length);
            count += Math.max(0, n);
            return n;
        }
    }
}
