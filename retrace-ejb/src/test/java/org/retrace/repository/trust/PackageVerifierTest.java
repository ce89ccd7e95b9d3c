// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.rpm.RpmPackage;
import org.retrace.rpm.SmallRpm;

/** Only what somebody trusted has signed is taken, to the last byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageVerifierTest {

    private static final Limits LIMITS = new Limits(10_000, 1 << 20, 1 << 20, 4 << 20);

    private final Path directory;
    private final SmallRpm small;
    private Path unsigned = Path.of("");
    private Path signed = Path.of("");

    PackageVerifierTest() throws IOException {
        directory = Files.createTempDirectory("sig");
        small = new SmallRpm(directory);
    }

    @BeforeAll
    void build() throws Exception {
        signed = small.build("w9.gzdio");
        unsigned = directory.resolve("unsigned.rpm");
        Files.copy(signed, unsigned);
        put("ours", small.key("ours"));
        put("theirs", small.key("theirs"));
        Files.createDirectories(directory.resolve("none"));
        small.sign(signed, "ours");
    }

    @AfterAll
    void remove() throws Exception {
        small.remove();
    }

    @Test
    void takesWhatATrustedKeySigned() throws IOException {
        assertThat(verify("ours", signed)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void refusesWhatAnotherKeySigned() throws IOException {
        assertThat(reason(verify("theirs", signed))).contains("which is not trusted");
        assertThat(reason(verify("none", signed))).contains("which is not trusted");
    }

    @Test
    void refusesWhatNobodySigned() throws IOException {
        assertThat(reason(verify("ours", unsigned))).isEqualTo("the package is not signed");
    }

    @Test
    void refusesEveryChangedByteOfHeaderAndPayload() throws IOException {
        byte[] whole = Files.readAllBytes(signed);
        RpmPackage rpm = read(signed);
        Path twin = directory.resolve("twin.rpm");
        for (int i = (int) rpm.headerStart(); i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(twin, changed);
            assertThat(isTaken(twin)).as("byte " + i).isFalse();
        }
    }

    @Test
    void namesTheFileThatIsNoKey() throws IOException {
        Path keys = Files.createDirectories(directory.resolve("garbage"));
        Files.writeString(keys.resolve("README"), "not a key");

        assertThatThrownBy(() -> TrustedKeys.read(keys))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("README");
    }

    private boolean isTaken(Path file) throws IOException {
        try {
            return verify("ours", file) instanceof Verification.Verified;
        } catch (FormatException e) {
            return false;
        }
    }

    private Verification verify(String keys, Path file) throws IOException {
        return new PackageVerifier(TrustedKeys.read(directory.resolve(keys))).verify(file, read(file));
    }

    private void put(String name, Path key) throws IOException {
        Files.copy(key, Files.createDirectories(directory.resolve(name)).resolve("key.asc"));
    }

    private static String reason(Verification verification) {
        return verification instanceof Verification.Refused refused ? refused.reason() : "taken";
    }

    private static RpmPackage read(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return RpmPackage.read(source, LIMITS);
        }
    }
}
