// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads under way together take no more memory than they are given, whatever their archives claim. */
class UnpackingMemoryTest {

    private static final int MEBIBYTE = 1 << 10;
    private static final int HALF_OF_512_MEBIBYTES = 256 * MEBIBYTE;

    private final Path target;

    UnpackingMemoryTest(@TempDir Path target) {
        this.target = target;
    }

    @ParameterizedTest(name = "a dictionary of {0} MiB needs {1} MiB")
    @CsvSource({"1, 5", "2, 6", "8, 12", "64, 68"})
    void takesWhatTheDictionaryOfTheUploadNeeds(int dictionary, int mebibytes) throws Exception {
        byte[] upload = new CrashArchive().file("package", "p").xz(dictionary);

        assertThat(reason(upload, (mebibytes - 1) * MEBIBYTE)).isEqualTo(Refusal.Reason.FULLY_LOADED);
        assertThat(target.resolve("package")).doesNotExist();
        unpack(upload, new Semaphore(mebibytes * MEBIBYTE));
        assertThat(target.resolve("package")).hasContent("p");
    }

    @Test
    void refusesADictionaryThatNoLevelOfXzHas() throws Exception {
        byte[] upload = new CrashArchive().file("package", "p").xz(96);

        assertThat(reason(upload, HALF_OF_512_MEBIBYTES)).isEqualTo(Refusal.Reason.BROKEN_ARCHIVE);
    }

    @Test
    void refusesAnLzmaStreamThatClaimsGigabytes() {
        byte[] head = Arrays.copyOf(new byte[] {0x5d, 0, 0, 0, (byte) 0x80}, 4096);
        Arrays.fill(head, 5, 13, (byte) 0xff);

        assertThat(reason(head, HALF_OF_512_MEBIBYTES)).isEqualTo(Refusal.Reason.BROKEN_ARCHIVE);
    }

    @Test
    void refusesAStreamThatClaimsMoreThanItsHeadDid() throws Exception {
        ByteArrayOutputStream upload = new ByteArrayOutputStream();
        upload.write(new CrashArchive().file("package", "p").xz(1));
        upload.write(new CrashArchive().file("package", "p").xz(32));
        byte[] empty = new CrashArchive().nothingInXz();
        ByteArrayOutputStream hidden = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            hidden.write(empty);
        }
        hidden.write(new CrashArchive().file("package", "p").xz(32));

        assertThat(reason(upload.toByteArray(), HALF_OF_512_MEBIBYTES)).isEqualTo(Refusal.Reason.BROKEN_ARCHIVE);
        assertThat(reason(hidden.toByteArray(), HALF_OF_512_MEBIBYTES)).isEqualTo(Refusal.Reason.BROKEN_ARCHIVE);
    }

    @Test
    void givesBackWhatAnUploadTookHoweverItEnds() throws Exception {
        Semaphore memory = new Semaphore(HALF_OF_512_MEBIBYTES);
        byte[] upload = new CrashArchive().noise("coredump", 500_000).xz(2);
        InputStream leaving = new SequenceInputStream(new ByteArrayInputStream(upload, 0, 200_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketTimeoutException("the client is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        });

        unpack(upload, memory);
        Files.delete(target.resolve("coredump"));
        assertThat(reason(Arrays.copyOf(upload, 200_000), memory)).isEqualTo(Refusal.Reason.BROKEN_ARCHIVE);
        assertThat(reason(new CrashArchive().file("passwd", "").xz(2), memory)).isEqualTo(Refusal.Reason.FORBIDDEN);
        assertThatThrownBy(() -> unpacker(memory).unpack(Optional.empty(), leaving))
                .isInstanceOf(SocketTimeoutException.class);

        assertThat(memory.availablePermits()).isEqualTo(HALF_OF_512_MEBIBYTES);
    }

    private Refusal.Reason reason(byte[] upload, int kibibytes) {
        return reason(upload, new Semaphore(kibibytes));
    }

    private Refusal.Reason reason(byte[] upload, Semaphore memory) {
        try {
            unpack(upload, memory);
        } catch (RefusedException e) {
            return e.refusal().reason();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the upload was accepted");
    }

    private void unpack(byte[] upload, Semaphore memory) throws RefusedException, IOException {
        unpacker(memory).unpack(Optional.empty(), new ByteArrayInputStream(upload));
    }

    private CrashUnpacker unpacker(Semaphore memory) throws IOException {
        StorageGuard guard = new StorageGuard(Files.getFileStore(target), Long.MAX_VALUE, 0, bytes -> {});
        return new CrashUnpacker(target, guard, memory);
    }
}
