// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * A cpio archive as rpm writes it: "new ASCII" (070701, 070702), or stripped to an index into the package's file list
 * (07070X), whose sizes the package's header knows. Source: cpio(5); rpm's large-file payload.
 */
public final class CpioReader {

    private static final String FORMAT = "cpio";
    private static final String TRAILER = "TRAILER!!!";
    private static final int MAGIC_BYTES = 6;
    private static final int FIELD_BYTES = 8;
    private static final int FIELDS = 13;
    private static final int ALIGNMENT = 4;

    private final InputStream in;
    private final IntToLongFunction sizeOfFile;
    private final Limits limits;
    private long position;
    private long left;
    private int entries;
    private long total;

    /**
     * @param in the uncompressed archive; the caller's to close
     * @param sizeOfFile bytes of content of a file by its index in the package, for the stripped format; negative when
     *     there is no such file
     */
    public CpioReader(InputStream in, IntToLongFunction sizeOfFile, Limits limits) {
        this.in = in;
        this.sizeOfFile = sizeOfFile;
        this.limits = limits;
    }

    /**
     * The next entry; what is left of the one before is passed over.
     *
     * @return empty at the trailer
     * @throws FormatException when the archive is broken, cut, or claims more than the limits allow
     */
    public Optional<CpioEntry> next() throws IOException {
        while (left > 0) {
            pass((int) Math.min(left, 1 << 16));
        }
        align();
        String magic = ascii(MAGIC_BYTES);
        Optional<CpioEntry> entry =
                switch (magic) {
                    case "070701", "070702" -> named();
                    case "07070X" -> stripped();
                    default -> throw new FormatException(FORMAT, position - MAGIC_BYTES, "no entry begins here");
                };
        if (entry.isPresent()) {
            admit(entry.get().size());
        }
        return entry;
    }

    /** Reads content of the entry that {@link #next()} gave last. */
    public int read(byte[] buffer) throws IOException {
        if (left == 0) {
            return -1;
        }
        int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (n < 0) {
            throw cut();
        }
        left -= n;
        position += n;
        return n;
    }

    private Optional<CpioEntry> named() throws IOException {
        long[] fields = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = hex();
        }
        int nameBytes = limits.checkedRecordBytes(FORMAT, position, fields[11]);
        byte[] name = bytes(nameBytes);
        align();
        if (nameBytes == 0 || name[nameBytes - 1] != 0) {
            throw new FormatException(FORMAT, position, "a name without end");
        }
        String text = new String(name, 0, nameBytes - 1, StandardCharsets.UTF_8);
        if (text.equals(TRAILER)) {
            return Optional.empty();
        }
        long inode = fields[7] << 48 ^ fields[8] << 32 ^ fields[0];
        return Optional.of(new CpioEntry(text, -1, (int) fields[1], fields[6], inode));
    }

    private Optional<CpioEntry> stripped() throws IOException {
        long index = hex();
        align();
        long size = index > Integer.MAX_VALUE ? -1 : sizeOfFile.applyAsLong((int) index);
        if (size < 0) {
            throw new FormatException(FORMAT, position, "the package has no file " + index);
        }
        return Optional.of(new CpioEntry("", (int) index, 0, size, index));
    }

    private void admit(long size) throws FormatException {
        entries++;
        limits.checkedEntries(FORMAT, position, entries);
        if (size > limits.entryBytes() || size > limits.totalBytes() - total) {
            throw new FormatException(FORMAT, position, "entry claims " + size + " bytes");
        }
        total += size;
        left = size;
    }

    private void align() throws IOException {
        pass((int) (-position & ALIGNMENT - 1));
    }

    private void pass(int count) throws IOException {
        bytes(count);
        left = Math.max(0, left - count);
    }

    private long hex() throws IOException {
        String digits = ascii(FIELD_BYTES);
        if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new FormatException(FORMAT, position - FIELD_BYTES, "not a number");
        }
        return Long.parseLong(digits, 16);
    }

    private String ascii(int count) throws IOException {
        return new String(bytes(count), StandardCharsets.US_ASCII);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw cut();
        }
        return bytes;
    }

    private FormatException cut() {
        return new FormatException(FORMAT, position, "the archive is cut");
    }
}
