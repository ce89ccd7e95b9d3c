// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;
import org.retrace.elf.HostileTwins;

/** Packages that rpmbuild made are read as rpm reads them, and their hostile twins do no harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RpmPackageTest {

    private static final Limits LIMITS = new Limits(10_000, 16 << 20, 1 << 20, 4 << 20);

    private final SmallRpm small;

    RpmPackageTest() throws IOException {
        small = new SmallRpm(Files.createTempDirectory("rpm"));
    }

    private Path file = Path.of("");

    @BeforeAll
    void build() throws Exception {
        file = small.build("w9.gzdio");
    }

    @AfterAll
    void remove() throws Exception {
        small.remove();
    }

    @Test
    void readsTheNameWithItsEpoch() throws IOException {
        assertThat(read(file).nevra()).isEqualTo(new Nevra("small", 3, "1.2", "4", "noarch"));
    }

    @Test
    void listsFilesAsRpmDoes() throws Exception {
        String expected = small.run(
                "rpm",
                "-qp",
                "--dbpath",
                file.resolveSibling("db").toString(),
                "--qf",
                "[%{FILENAMES} %{FILEMODES} %{LONGFILESIZES} %{FILELINKTOS}\\n]",
                file.toString());
        String actual = read(file).files().stream()
                .map(f -> f.path() + " " + f.mode() + " " + f.sizeBytes() + " " + f.linkTarget())
                .collect(Collectors.joining("\n"));

        assertThat(actual.strip()).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"w9.gzdio", "w9.bzdio", "w6.xzdio", "w3.zstdio", "w6.lzdio"})
    void unpacksEveryCompression(String payload) throws Exception {
        Map<String, byte[]> contents = contents(Files.readAllBytes(small.build(payload)));

        assertThat(new String(contents.get("/opt/small/deep/hello"), StandardCharsets.UTF_8))
                .isEqualTo("hello\n");
        assertThat(new String(contents.get("/opt/small/link"), StandardCharsets.UTF_8))
                .isEqualTo("deep/hello");
        int zeros = contents.values().stream()
                .mapToInt(content -> content.length)
                .max()
                .orElse(0);
        assertThat(zeros).as("hard links have their content once").isEqualTo(70_000);
    }

    @Test
    void bearsEveryPrefixAndEveryChangedByteOfTheHeaders(@TempDir Path directory) throws IOException {
        byte[] headers = Arrays.copyOf(
                Files.readAllBytes(file), (int) read(file).payload().offset());

        new HostileTwins(headers, directory, source -> RpmPackage.read(source, LIMITS))
                .prefixes()
                .flippedBytes()
                .maximalFields()
                .hadBothAnswers();
    }

    @Test
    void bearsEveryCutAndEveryChangedByteOfThePayload() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int start = (int) read(file).payload().offset();
        int refused = 0;
        for (int i = start; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) 0xff;
            refused += isRefused(changed) ? 1 : 0;
            refused += isRefused(Arrays.copyOf(whole, i)) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    private boolean isRefused(byte[] rpm) throws IOException {
        try {
            contents(rpm);
            return false;
        } catch (FormatException e) {
            return true;
        }
    }

    /** Content of each entry, by the twin's own headers. */
    private Map<String, byte[]> contents(byte[] rpm) throws IOException {
        Path twin = Files.createTempFile("twin", ".rpm");
        try {
            Files.write(twin, rpm);
            RpmPackage headers = read(twin);
            InputStream compressed = new ByteArrayInputStream(rpm);
            compressed.skipNBytes(headers.payload().offset());
            return contents(new RpmPayload(compressed, headers, LIMITS));
        } finally {
            Files.delete(twin);
        }
    }

    private static Map<String, byte[]> contents(RpmPayload payload) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        byte[] buffer = new byte[4096];
        try (payload) {
            for (Optional<PayloadEntry> entry = payload.next(); entry.isPresent(); entry = payload.next()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                for (int n = payload.read(buffer); n >= 0; n = payload.read(buffer)) {
                    content.write(buffer, 0, n);
                }
                contents.put(entry.get().file().path(), content.toByteArray());
            }
        }
        return contents;
    }

    private static RpmPackage read(Path rpm) throws IOException {
        try (ByteSource source = ByteSource.open(rpm)) {
            return RpmPackage.read(source, LIMITS);
        }
    }
}
