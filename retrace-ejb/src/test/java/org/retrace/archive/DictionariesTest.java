// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.retrace.bytes.Limits;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A stream of a few bytes that claims a dictionary of 64 MiB, a thousand times over. */
class DictionariesTest {

    private static final int STREAMS = 1000;
    private static final long MEBIBYTE = 1 << 20;
    private static final Limits LIMITS = new Limits(10, 66 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    @Test
    void makesALargeDictionaryOnceForManySmallStreams() throws IOException {
        ByteArrayOutputStream streams = new ByteArrayOutputStream();
        for (int i = 0; i < STREAMS; i++) {
            streams.write(stream(i % 2 == 0 ? 28 : 24));
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (InputStream in = Compression.decompress(new ByteArrayInputStream(streams.toByteArray()), LIMITS)) {
            assertThat(in.readAllBytes()).hasSize(STREAMS);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(400 * MEBIBYTE);
    }

    /** @param size of the dictionary as the block's header has it: 24 is 16 MiB, 28 is 64 MiB */
    private static byte[] stream(int size) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(result, new LZMA2Options(0))) {
            out.write('x');
        }
        byte[] stream = result.toByteArray();
        stream[16] = (byte) size;
        CRC32 sum = new CRC32();
        sum.update(stream, 12, 8);
        ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) sum.getValue());
        return stream;
    }
}
