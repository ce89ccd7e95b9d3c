// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A header of an RPM that rpm itself takes: tags in order, each number where its width divides its offset, and the
 * region that says that nothing was added since. Names and numbers are rpm's ({@code rpmtag.h}).
 */
final class MadeHeader {

    static final int HEADERSIGNATURES = 62;
    static final int HEADERIMMUTABLE = 63;

    private static final int INT16 = 3;
    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int BIN = 7;
    private static final int STRING_ARRAY = 8;
    private static final int ENTRY_BYTES = 16;

    /** What one tag says. */
    private record Entry(int type, int count, ByteBuffer content) {

        int alignment() {
            return type == INT32 ? Integer.BYTES : type == INT16 ? Short.BYTES : 1;
        }
    }

    private final int region;
    private final Map<Integer, Entry> entries = new TreeMap<>();

    /** @param region the tag of all that was there when it was made */
    MadeHeader(int region) {
        this.region = region;
    }

    MadeHeader text(int tag, String text) {
        entries.put(tag, new Entry(STRING, 1, encoded(List.of(text))));
        return this;
    }

    MadeHeader texts(int tag, List<String> texts) {
        entries.put(tag, new Entry(STRING_ARRAY, texts.size(), encoded(texts)));
        return this;
    }

    MadeHeader numbers(int tag, int... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        content.asIntBuffer().put(numbers);
        entries.put(tag, new Entry(INT32, numbers.length, content));
        return this;
    }

    MadeHeader shortNumbers(int tag, int... numbers) {
        ByteBuffer content = ByteBuffer.allocate(numbers.length * Short.BYTES);
        for (int number : numbers) {
            content.putShort((short) number);
        }
        entries.put(tag, new Entry(INT16, numbers.length, content));
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream store = new ByteArrayOutputStream(1 << 14);
        int count = entries.size() + 1;
        ByteBuffer index = ByteBuffer.allocate(ENTRY_BYTES * (count + 1));
        index.putInt(0x8eade801).putInt(0).putInt(count).putInt(0);
        index.position(2 * ENTRY_BYTES);
        entries.forEach((tag, entry) -> {
            while (store.size() % entry.alignment() != 0) {
                store.write(0);
            }
            index.putInt(tag).putInt(entry.type()).putInt(store.size()).putInt(entry.count());
            store.writeBytes(entry.content().array());
        });
        int end = store.size();
        store.writeBytes(entry(region, -count * ENTRY_BYTES).array());
        index.position(ENTRY_BYTES);
        index.put(entry(region, end).flip());
        index.putInt(ENTRY_BYTES - Integer.BYTES, store.size());
        byte[] header = new byte[index.capacity() + store.size()];
        System.arraycopy(index.array(), 0, header, 0, index.capacity());
        System.arraycopy(store.toByteArray(), 0, header, index.capacity(), store.size());
        return header;
    }

    private static ByteBuffer entry(int tag, int offset) {
        return ByteBuffer.allocate(ENTRY_BYTES)
                .putInt(tag)
                .putInt(BIN)
                .putInt(offset)
                .putInt(ENTRY_BYTES);
    }

    private static ByteBuffer encoded(List<String> texts) {
        return ByteBuffer.wrap((String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8));
    }
}
