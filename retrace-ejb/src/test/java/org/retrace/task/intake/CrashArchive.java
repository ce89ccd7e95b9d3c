// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.retrace.archive.Compression;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A tar archive made record by record, so that it can say what no honest tool would. */
final class CrashArchive {

    private static final int RECORD = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CrashArchive file(String name, String content) throws IOException {
        return raw(name, TarConstants.LF_NORMAL, content);
    }

    /** A file that does not compress. */
    CrashArchive noise(String name, int size) throws IOException {
        byte[] noise = new byte[size];
        new Random(1).nextBytes(noise);
        return entry(name, TarConstants.LF_NORMAL, "", noise);
    }

    CrashArchive raw(String name, byte kind, String content) throws IOException {
        return entry(name, kind, "", content.getBytes(StandardCharsets.UTF_8));
    }

    CrashArchive link(String name, byte kind, String linkTarget) throws IOException {
        return entry(name, kind, linkTarget, new byte[0]);
    }

    /** A header alone, with a size that nothing stands behind. */
    CrashArchive claim(String name, long size) throws IOException {
        bytes.write(header(name, TarConstants.LF_NORMAL, "", size));
        return this;
    }

    /** A GNU sparse file: one byte of data, then a hole to its end. */
    CrashArchive sparse(String name, long realSize) throws IOException {
        byte[] header = header(name, TarConstants.LF_GNUTYPE_SPARSE, "", 1);
        octal(header, 386, 12, 0);
        octal(header, 398, 12, 1);
        octal(header, 410, 12, realSize);
        octal(header, 422, 12, 0);
        octal(header, 483, 12, realSize);
        System.arraycopy("ustar  \0".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 8);
        checksum(header);
        bytes.write(header);
        bytes.write(Arrays.copyOf(new byte[] {'x'}, RECORD));
        return this;
    }

    byte[] plain() {
        byte[] archive = bytes.toByteArray();
        return Arrays.copyOf(archive, archive.length + 2 * RECORD);
    }

    byte[] gzip() throws IOException {
        return compressed(Compression.GZIP, plain());
    }

    byte[] xz() throws IOException {
        return compressed(Compression.XZ, plain());
    }

    /** The dictionary's size is claimed in the header of the one block, which has a sum of its own. */
    byte[] xz(int dictionaryMebibytes) throws IOException {
        byte[] stream = xz();
        int power = 31 - Integer.numberOfLeadingZeros(dictionaryMebibytes) + 20;
        int half = Integer.bitCount(dictionaryMebibytes) - 1;
        stream[16] = (byte) ((power - 12) * 2 + half);
        CRC32 sum = new CRC32();
        sum.update(stream, 12, 8);
        ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) sum.getValue());
        return stream;
    }

    byte[] nothingInXz() throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        new XZOutputStream(result, new LZMA2Options(0)).close();
        return result.toByteArray();
    }

    byte[] zstd() throws IOException {
        return compressed(Compression.ZSTD, plain());
    }

    /** Bytes as a client compresses them. */
    static byte[] compressed(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (compression) {
                    case GZIP -> new GZIPOutputStream(result);
                    case XZ -> new XZOutputStream(result, new LZMA2Options(0));
                    case ZSTD -> new ZstdOutputStream(result);
                    case NONE -> result;
                    default -> throw new IllegalArgumentException(compression.name());
                }) {
            out.write(content);
        }
        return result.toByteArray();
    }

    private CrashArchive entry(String name, byte kind, String linkTarget, byte[] content) throws IOException {
        bytes.write(header(name, kind, linkTarget, content.length));
        bytes.write(Arrays.copyOf(content, (content.length + RECORD - 1) / RECORD * RECORD));
        return this;
    }

    private static byte[] header(String name, byte kind, String linkTarget, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setName(name);
        entry.setLinkName(linkTarget);
        entry.setSize(size);
        entry.setModTime(0);
        byte[] header = new byte[RECORD];
        entry.writeEntryHeader(header);
        return header;
    }

    private static void checksum(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        long sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, 148, 8, sum);
    }

    private static void octal(byte[] header, int at, int width, long value) {
        String digits = Long.toOctalString(value);
        String field = "0".repeat(Math.max(0, width - 1 - digits.length())) + digits + "\0";
        byte[] text = field.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, at, Math.min(width, text.length));
    }
}
