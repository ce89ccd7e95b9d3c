// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/**
 * What comes of bytes that nobody chose: a package, or a FormatException. `./retrace fuzz` has Jazzer look for more.
 */
class RpmFuzzTest {

    private static final Limits LIMITS = new Limits(1000, 1 << 16, 1 << 20, 1 << 20);

    static Stream<byte[]> packages() {
        return Stream.of(
                new MadeRpm().bytes(),
                new MadeRpm().files(List.of("/usr/bin/toaster"), 0100755).bytes());
    }

    @MethodSource("packages")
    @FuzzTest
    void theHeadersOfAPackageAreReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".rpm");
        try (ByteSource source = ByteSource.open(Files.write(file, bytes))) {
            RpmPackage.read(source, LIMITS);
        } catch (FormatException e) {
            // refused
        } finally {
            Files.delete(file);
        }
    }
}
