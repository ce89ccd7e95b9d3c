// SPDX-License-Identifier: Apache-2.0
package org.retrace.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;

/**
 * All damaged copies of a small file that a reader has to bear: each prefix, each byte flipped, and each aligned field
 * of 2, 4 or 8 bytes at its signed and unsigned maximum. The reader answers with a value or with a
 * {@link FormatException}.
 */
public final class HostileTwins {

    /** A reader under test. */
    @FunctionalInterface
    public interface Reader {
        Object read(ByteSource source) throws IOException;
    }

    private final byte[] whole;
    private final Path file;
    private final Reader reader;
    private int values;
    private int refusals;

    public HostileTwins(byte[] whole, Path directory, Reader reader) {
        this.whole = whole;
        this.file = directory.resolve("twin");
        this.reader = reader;
    }

    public HostileTwins prefixes() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            check(Arrays.copyOf(whole, length));
        }
        return this;
    }

    public HostileTwins flippedBytes() throws IOException {
        for (int i = 0; i < whole.length; i++) {
            int at = i;
            change(copy -> copy[at] ^= (byte) 0xff);
        }
        return this;
    }

    public HostileTwins maximalFields() throws IOException {
        for (int width = 2; width <= 8; width *= 2) {
            for (int i = 0; i + width <= whole.length; i += width) {
                int start = i;
                int end = i + width;
                change(copy -> Arrays.fill(copy, start, end, (byte) 0xff));
                change(copy -> maximal(copy, start, end, start));
                change(copy -> maximal(copy, start, end, end - 1));
            }
        }
        return this;
    }

    /** The signed maximum, its most significant byte at {@code top}. */
    private static void maximal(byte[] copy, int start, int end, int top) {
        Arrays.fill(copy, start, end, (byte) 0xff);
        copy[top] = 0x7f;
    }

    /** That at least one twin was read, and at least one refused: the twins reached the reader's checks. */
    public void hadBothAnswers() {
        assertThat(values).as("twins that were read").isPositive();
        assertThat(refusals).as("twins that were refused").isPositive();
    }

    private void change(Consumer<byte[]> change) throws IOException {
        byte[] copy = whole.clone();
        change.accept(copy);
        check(copy);
    }

    private void check(byte[] twin) throws IOException {
        Files.write(file, twin);
        try (ByteSource source = ByteSource.open(file)) {
            assertThat(reader.read(source)).isNotNull();
            values++;
        } catch (FormatException e) {
            assertThat(e.reason()).isNotBlank();
            refusals++;
        }
    }
}
