// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrace.archive.Compression;

/** Sum and length of a compressed stream stand behind the archive's end. */
class WholeArchiveTest {

    private static final int CONTENT_BYTES = 200_018;
    private static final int RECORD_BYTES = 10_240;
    private static final int MEBIBYTE = 1 << 20;

    private final Path target;

    WholeArchiveTest(@TempDir Path target) {
        this.target = target;
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "XZ", "ZSTD"})
    void refusesAnArchiveThatIsCutBehindItsLastFile(Compression compression) throws Exception {
        byte[] whole = CrashArchive.compressed(compression, tar());
        for (int missing = 1; missing < 40; missing++) {
            assertBroken(Arrays.copyOf(whole, whole.length - missing));
        }
        unpack(whole);
        assertThat(target.resolve("coredump")).hasSize(CONTENT_BYTES);
    }

    /** Of gzip sum and length; of xz sum, index and footer. */
    @ParameterizedTest
    @CsvSource({"GZIP, 8", "XZ, 36"})
    void refusesAnArchiveOfAnotherSum(Compression compression, int bytes) throws Exception {
        byte[] whole = CrashArchive.compressed(compression, tar());
        for (int at = whole.length - bytes; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x55;
            assertBroken(flipped);
        }
    }

    @Test
    void bearsThePaddingOfLargeRecordsAndNoEndlessOne() throws Exception {
        byte[] tar = tar();
        unpack(CrashArchive.compressed(Compression.GZIP, Arrays.copyOf(tar, tar.length + MEBIBYTE / 2)));
        Files.delete(target.resolve("coredump"));

        assertBroken(CrashArchive.compressed(Compression.GZIP, Arrays.copyOf(tar, tar.length + 2 * MEBIBYTE)));
    }

    private void assertBroken(byte[] upload) throws IOException {
        assertThatThrownBy(() -> unpack(upload))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.brokenArchive()));
        Files.deleteIfExists(target.resolve("coredump"));
    }

    private void unpack(byte[] upload) throws RefusedException, IOException {
        StorageGuard guard = new StorageGuard(Files.getFileStore(target), CONTENT_BYTES, 0, bytes -> {});
        new CrashUnpacker(target, guard, new Semaphore(256 << 10))
                .unpack(Optional.empty(), new ByteArrayInputStream(upload));
    }

    /** As tar writes it: whole records of 10 KiB. */
    private static byte[] tar() throws IOException {
        byte[] content = new byte[CONTENT_BYTES];
        new Random(1).nextBytes(content);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive, RECORD_BYTES)) {
            TarArchiveEntry entry = new TarArchiveEntry("coredump");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return archive.toByteArray();
    }
}
