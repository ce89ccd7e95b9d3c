// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * One header structure of an RPM: an index of 16-byte entries and a store of data they point into. Untrusted; every
 * offset and count is checked against the store before it is used.
 */
final class RpmHeader {

    private static final String FORMAT = "RPM header";
    private static final int MAGIC = 0x8eade801;
    private static final int INTRO_BYTES = 16;
    private static final int ENTRY_BYTES = 16;
    private static final int INT8 = 2;
    private static final int INT16 = 3;
    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final int STRING = 6;
    private static final int BIN = 7;
    private static final int STRING_ARRAY = 8;
    private static final int I18N_STRING = 9;

    /**
     * @param type of its data
     * @param offset in the store, bytes
     * @param count of elements; for BIN of bytes
     */
    private record Entry(int type, int offset, int count) {}

    private final Map<Integer, Entry> entries = new HashMap<>();
    private final ByteBuffer store;
    private final long start;
    private final long end;
    private final Limits limits;

    private RpmHeader(ByteBuffer store, long start, long end, Limits limits) {
        this.store = store;
        this.start = start;
        this.end = end;
        this.limits = limits;
    }

    /**
     * Reads the header that begins at an offset.
     *
     * @throws FormatException when it is not one, or claims more than the limits allow
     */
    static RpmHeader read(ByteSource source, long offset, Limits limits) throws IOException {
        ByteBuffer intro = source.read(FORMAT, offset, INTRO_BYTES, limits);
        if (intro.getInt() != MAGIC) {
            throw new FormatException(FORMAT, offset, "wrong magic");
        }
        if (intro.getInt() != 0) {
            throw new FormatException(FORMAT, offset + 4, "reserved bytes in use");
        }
        int count = limits.checkedEntries(FORMAT, offset + 8, Integer.toUnsignedLong(intro.getInt()));
        int storeBytes = limits.checkedRecordBytes(FORMAT, offset + 12, Integer.toUnsignedLong(intro.getInt()));
        long indexStart = offset + INTRO_BYTES;
        ByteBuffer index = source.read(FORMAT, indexStart, (long) count * ENTRY_BYTES, limits);
        long storeStart = indexStart + index.remaining();
        ByteBuffer store = source.read(FORMAT, storeStart, storeBytes, limits);
        RpmHeader header = new RpmHeader(store, offset, storeStart + storeBytes, limits);
        for (int i = 0; i < count; i++) {
            header.add(index, indexStart + (long) i * ENTRY_BYTES);
        }
        return header;
    }

    private void add(ByteBuffer index, long position) throws FormatException {
        int tag = index.getInt();
        Entry entry = new Entry(index.getInt(), index.getInt(), index.getInt());
        if (entry.offset() < 0 || entry.offset() > store.limit() || entry.count() < 0) {
            throw new FormatException(FORMAT, position, "tag " + tag + " points outside the store");
        }
        entries.putIfAbsent(tag, entry);
    }

    /** File offset of the header's first byte. */
    long start() {
        return start;
    }

    /** File offset behind the header's last byte. */
    long end() {
        return end;
    }

    /** Bounds that were given for this header. */
    Limits limits() {
        return limits;
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The first text of a tag; empty when the header has none. */
    Optional<String> text(int tag) throws FormatException {
        return texts(tag).stream().findFirst();
    }

    /** All texts of a tag; none when the header has none. */
    List<String> texts(int tag) throws FormatException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return List.of();
        }
        if (entry.type() != STRING && entry.type() != STRING_ARRAY && entry.type() != I18N_STRING) {
            throw new FormatException(FORMAT, start, "tag " + tag + " is not text");
        }
        int count = limits.checkedEntries(FORMAT, start, entry.type() == STRING ? 1 : entry.count());
        List<String> texts = new ArrayList<>(Math.min(count, store.limit()));
        int position = entry.offset();
        for (int i = 0; i < count; i++) {
            int terminator = position;
            while (terminator < store.limit() && store.get(terminator) != 0) {
                terminator++;
            }
            if (terminator >= store.limit()) {
                throw new FormatException(FORMAT, start, "a text of tag " + tag + " has no end");
            }
            byte[] text = new byte[terminator - position];
            store.get(position, text);
            texts.add(new String(text, StandardCharsets.UTF_8));
            position = terminator + 1;
        }
        return texts;
    }

    /** All numbers of a tag, unsigned; none when the header has none. */
    long[] numbers(int tag) throws FormatException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        int width =
                switch (entry.type()) {
                    case INT8 -> 1;
                    case INT16 -> 2;
                    case INT32 -> 4;
                    case INT64 -> 8;
                    default -> throw new FormatException(FORMAT, start, "tag " + tag + " is not a number");
                };
        limits.checkedEntries(FORMAT, start, entry.count());
        checkRange(tag, entry, (long) entry.count() * width);
        long[] numbers = new long[entry.count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(entry.offset() + i * width, width);
        }
        return numbers;
    }

    /** The bytes of a tag; empty when the header has none. */
    Optional<byte[]> bytes(int tag) throws FormatException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.type() != BIN) {
            throw new FormatException(FORMAT, start, "tag " + tag + " is not binary");
        }
        checkRange(tag, entry, entry.count());
        byte[] bytes = new byte[entry.count()];
        store.get(entry.offset(), bytes);
        return Optional.of(bytes);
    }

    private void checkRange(int tag, Entry entry, long bytes) throws FormatException {
        if (bytes > store.limit() - entry.offset()) {
            throw new FormatException(FORMAT, start, "tag " + tag + " reaches beyond the store");
        }
    }

    private long number(int offset, int width) {
        return switch (width) {
            case 1 -> Byte.toUnsignedLong(store.get(offset));
            case 2 -> Short.toUnsignedLong(store.getShort(offset));
            case 4 -> Integer.toUnsignedLong(store.getInt(offset));
            default -> store.getLong(offset);
        };
    }
}
