// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.FormatException;

@Timeout(60)
class ReadAheadTest {

    private static final int BUFFER = 1 << 18;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER, 20 * BUFFER + 7})
    void givesWhatTheStreamHas(int length) throws IOException {
        byte[] bytes = random(length);
        try (InputStream ahead = new ReadAhead(new ByteArrayInputStream(bytes))) {
            assertThat(Arrays.equals(ahead.readAllBytes(), bytes)).isTrue();
            assertThat(ahead.read()).isEqualTo(-1);
            assertThat(ahead.read(new byte[3])).isEqualTo(-1);
            assertThat(ahead.read(new byte[0])).isZero();
        }
    }

    @Test
    void givesByteByByteWhatComesByteByByte() throws IOException {
        byte[] bytes = random(1000);
        InputStream whole = new ByteArrayInputStream(bytes);
        InputStream slow = new Made((buffer, offset, length) -> whole.read(buffer, offset, Math.min(1, length)));
        try (InputStream ahead = new ReadAhead(slow)) {
            for (byte b : bytes) {
                assertThat(ahead.read()).isEqualTo(Byte.toUnsignedInt(b));
            }
            assertThat(ahead.read()).isEqualTo(-1);
        }
    }

    @Test
    void throwsWhatTheStreamThrowsEachTime() throws IOException {
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream(random(BUFFER)), new Made((buffer, offset, length) -> {
                    throw new FormatException("test", 7, "is broken");
                }));
        try (InputStream ahead = new ReadAhead(broken)) {
            assertThat(ahead.readNBytes(BUFFER)).hasSize(BUFFER);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(ahead::read).isInstanceOf(FormatException.class);
            }
        }
    }

    @Test
    void failsWhenItsThreadDies() throws IOException {
        InputStream deadly = new Made((buffer, offset, length) -> {
            throw new IllegalStateException("a bug; its trace in the test's output is meant");
        });
        try (InputStream ahead = new ReadAhead(deadly)) {
            assertThatThrownBy(ahead::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended before the stream did");
        }
    }

    @Test
    void endsItsThreadAndThenClosesTheStream() throws IOException {
        AtomicBoolean reading = new AtomicBoolean();
        AtomicBoolean closedWhileRead = new AtomicBoolean();
        AtomicBoolean closed = new AtomicBoolean();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                reading.set(true);
                Arrays.fill(buffer, offset, offset + length, (byte) 0);
                reading.set(false);
                return length;
            }

            @Override
            public void close() {
                closedWhileRead.set(reading.get());
                closed.set(true);
            }
        };
        try (InputStream ahead = new ReadAhead(endless)) {
            assertThat(ahead.read()).isZero();
        }
        assertThat(closed).isTrue();
        assertThat(closedWhileRead).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("read-ahead"));
    }

    @Test
    void endsAWaitThatIsInterrupted() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        InputStream silent = new Made((buffer, offset, length) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return -1;
        });
        try (InputStream ahead = new ReadAhead(silent)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(ahead::read).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** What a stream does when it is read. */
    private interface Reading {
        int read(byte[] buffer, int offset, int length) throws IOException;
    }

    /** A stream that is read in large parts. */
    private static final class Made extends InputStream {

        private final Reading reading;

        Made(Reading reading) {
            this.reading = reading;
        }

        @Override
        public int read() {
            throw new IllegalStateException("byte by byte");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return reading.read(buffer, offset, length);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
