// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedInputTest {

    private static final int MEGABYTE = 1 << 20;

    private long now;
    private final SilenceWatch watch = new SilenceWatch(() -> now);

    @Test
    void givesUpOnAByteASecond() {
        var input = new PacedInput(new Trickle(MEGABYTE, 1, Duration.ofSeconds(1)), watch, () -> now);

        assertThatThrownBy(input::readAllBytes).isInstanceOf(SlowClientException.class);
        assertThat(Duration.ofNanos(now)).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void doesNotSaveUpWhatCameQuickly() throws IOException {
        var trickle = new Trickle(2 * MEGABYTE, MEGABYTE, Duration.ofSeconds(21));
        var input = new PacedInput(trickle, watch, () -> now);
        assertThat(input.read(new byte[MEGABYTE])).isEqualTo(MEGABYTE);
        trickle.atOnce = 1;

        assertThatThrownBy(input::readAllBytes).isInstanceOf(SlowClientException.class);
    }

    @Test
    void bearsATelephoneLine() throws IOException {
        var input = new PacedInput(new Trickle(MEGABYTE, 5000, Duration.ofSeconds(1)), watch, () -> now);

        assertThat(input.transferTo(OutputStream.nullOutputStream())).isEqualTo(MEGABYTE);
    }

    @Test
    void bearsAShortBodyAfterALongWait() throws IOException {
        var input = new PacedInput(new Trickle(10, 10, Duration.ofSeconds(20)), watch, () -> now);

        assertThat(input.readAllBytes()).hasSize(10);
    }

    @Test
    void doesNotCountTheTimeThatWeTake() throws IOException {
        var input = new PacedInput(new Trickle(100, 1, Duration.ZERO), watch, () -> now);
        int read = 0;
        while (input.read() >= 0) {
            now += Duration.ofMinutes(1).toNanos();
            read++;
        }

        assertThat(read).isEqualTo(100);
    }

    @Test
    void takesWhatFailsForTheEndOfTheBody() {
        var gone = new Trickle(MEGABYTE, 1, Duration.ZERO) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("Connection reset");
            }
        };

        assertThatThrownBy(new PacedInput(gone, watch, () -> now)::readAllBytes)
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("Connection reset");
    }

    @Test
    void givesUpOnSilence() {
        var silent = new Trickle(MEGABYTE, 1, Duration.ZERO) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                now += SilenceWatch.PATIENCE_NANOS;
                watch.look();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                now++;
                watch.look();
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                throw new InterruptedIOException();
            }
        };

        assertThatThrownBy(new PacedInput(silent, watch, () -> now)::read).isInstanceOf(SlowClientException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void takesWhatComesWhenItsTimeIsJustOver() throws IOException {
        var late = new Trickle(MEGABYTE, MEGABYTE, Duration.ZERO) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                now += SilenceWatch.PATIENCE_NANOS + 1;
                watch.look();
                return super.read(buffer, offset, length);
            }
        };

        assertThat(new PacedInput(late, watch, () -> now).read(new byte[MEGABYTE]))
                .isEqualTo(MEGABYTE);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesThreadsAloneThatDoNotWait() throws IOException {
        new PacedInput(new Trickle(MEGABYTE, 1, Duration.ZERO), watch, () -> now).read();
        now += 2 * SilenceWatch.PATIENCE_NANOS;
        watch.look();

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** A client that sends so many bytes at a time, and lets us wait for each time. */
    private class Trickle extends ServletInputStream {

        private int atOnce;
        private final Duration wait;
        private int left;

        private Trickle(int length, int atOnce, Duration wait) {
            this.left = length;
            this.atOnce = atOnce;
            this.wait = wait;
        }

        @Override
        public int read() {
            throw new IllegalStateException("reads are counted by the buffer");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            now += wait.toNanos();
            int n = Math.min(left, Math.min(length, atOnce));
            left -= n;
            return n;
        }

        @Override
        public boolean isFinished() {
            return left == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("nobody listens");
        }
    }
}
