// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Rows in the binary format of PostgreSQL's COPY (its manual, chapter COPY): after {@link #row} the fields, each of
 * exactly the type that its column has.
 */
final class CopyStream implements Closeable {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ABSENT = -1;
    private static final int END = -1;
    private static final int BUFFER_BYTES = 1 << 16;

    /** PostgreSQL counts from here. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final DataOutputStream out;

    /** @param out closed with this */
    CopyStream(OutputStream out) throws IOException {
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
        this.out.write(SIGNATURE);
        this.out.writeInt(0);
        this.out.writeInt(0);
    }

    CopyStream row(int fields) throws IOException {
        out.writeShort(fields);
        return this;
    }

    CopyStream bigint(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
        return this;
    }

    CopyStream integer(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
        return this;
    }

    CopyStream smallint(int value) throws IOException {
        out.writeInt(Short.BYTES);
        out.writeShort(value);
        return this;
    }

    CopyStream text(String value) throws IOException {
        return bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyStream bytea(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
        return this;
    }

    CopyStream timestamptz(Instant value) throws IOException {
        return bigint(ChronoUnit.MICROS.between(EPOCH, value));
    }

    CopyStream nothing() throws IOException {
        out.writeInt(ABSENT);
        return this;
    }

    /** Ends the rows; nothing of them counts before. */
    void end() throws IOException {
        out.writeShort(END);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
