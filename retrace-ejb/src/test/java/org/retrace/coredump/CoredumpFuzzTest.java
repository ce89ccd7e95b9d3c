// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.ElfBuilder;
import org.retrace.elf.ElfLayout;

/**
 * What comes of bytes that nobody chose: a coredump, or a FormatException. `./retrace fuzz` has Jazzer look for more.
 */
class CoredumpFuzzTest {

    private static final Limits LIMITS = new Limits(10_000, 1 << 20, Long.MAX_VALUE, Long.MAX_VALUE);

    static Stream<byte[]> coredumps() {
        return Stream.of(ElfBuilder.LITTLE_64, new ElfLayout(false, ByteOrder.BIG_ENDIAN))
                .map(layout -> SmallProcess.core(layout).build());
    }

    @MethodSource("coredumps")
    @FuzzTest
    void aCoredumpIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".core");
        try {
            SmallProcess.read(Files.write(file, bytes), LIMITS);
        } catch (FormatException e) {
            // refused
        } finally {
            Files.delete(file);
        }
    }
}
