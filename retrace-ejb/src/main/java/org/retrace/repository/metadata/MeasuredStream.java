// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.metadata;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.retrace.bytes.FormatException;

/** A stream that is held, while it is read, to the size and the checksum that it is said to have. */
final class MeasuredStream extends FilterInputStream {

    /**
     * What is known of the bytes.
     *
     * @param name of the file, for the error
     * @param words what they are, for the error: {@code unpacked}; empty for the file itself
     */
    record Expected(String name, String words, OptionalLong size, Optional<Checksum> checksum) {}

    private final Expected expected;
    private final LongSupplier mostBytes;
    private final MessageDigest digest;
    private long position;

    /** @param mostBytes how many may have come by now, whatever is expected */
    MeasuredStream(InputStream in, Expected expected, LongSupplier mostBytes) {
        super(in);
        this.expected = expected;
        this.mostBytes = mostBytes;
        digest = expected.checksum()
                .map(Checksum::kind)
                .orElse(Checksum.Kind.SHA256)
                .digest();
    }

    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) {
            digest.update(buffer, offset, n);
            position += n;
            checkLength();
        }
        return n;
    }

    private void checkLength() throws FormatException {
        if (expected.size().isPresent() && position > expected.size().getAsLong()) {
            throw wrong("is longer than the " + expected.size().getAsLong() + " bytes that repomd.xml says");
        }
        if (position > mostBytes.getAsLong()) {
            throw wrong("is more than may come out of it: " + position + " bytes and more");
        }
    }

    /**
     * Reads what is left, and compares.
     *
     * @throws FormatException when it is not what was expected
     */
    void finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        if (expected.size().isPresent() && position != expected.size().getAsLong()) {
            throw wrong("has " + position + " bytes, repomd.xml says "
                    + expected.size().getAsLong());
        }
        if (expected.checksum().isPresent()) {
            Checksum wanted = expected.checksum().get();
            Checksum found = Checksum.of(wanted.kind(), digest);
            if (!found.equals(wanted)) {
                throw wrong("has " + found + ", repomd.xml says " + wanted.hex());
            }
        }
    }

    private FormatException wrong(String reason) {
        return new FormatException(expected.name(), -1, (expected.words() + " " + reason).strip());
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public long skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(0, bytes))];
        return buffer.length == 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }
}
