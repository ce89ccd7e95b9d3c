// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.archive.Compression;
import org.retrace.archive.TarEntry;
import org.retrace.archive.TarReader;
import org.retrace.bytes.FormatException;
import org.retrace.bytes.Limits;

/** What comes of bytes that nobody chose: content, or a FormatException. `./retrace fuzz` has Jazzer look for more. */
class ArchiveFuzzTest {

    private static final int MOST_BYTES = 1 << 22;
    private static final Limits LIMITS = new Limits(1000, 1 << 22, 1L << 40, 1L << 40);

    static Stream<byte[]> compressed() throws IOException {
        CrashArchive archive = new CrashArchive().file("package", "toaster-1-1").noise("coredump", 3000);
        return Stream.of(
                archive.gzip(), archive.xz(), archive.xz(1), archive.zstd(), archive.nothingInXz(), new byte[] {
                    0x5d, 0, 0, 0, 1
                });
    }

    static Stream<byte[]> tars() throws IOException {
        return Stream.of(
                new CrashArchive()
                        .file("package", "toaster-1-1")
                        .file("coredump", "x".repeat(600))
                        .plain(),
                new CrashArchive().sparse("coredump", 1L << 33).plain(),
                new CrashArchive().link("coredump", (byte) '2', "/etc/passwd").plain(),
                new CrashArchive()
                        .raw("././@LongLink", (byte) 'L', "name".repeat(100))
                        .file("x", "y")
                        .plain(),
                new CrashArchive()
                        .raw("pax", (byte) 'x', "20 path=coredump\n18 size=7\n")
                        .file("x", "y")
                        .plain(),
                new CrashArchive().claim("coredump", 10L << 30).plain());
    }

    @MethodSource("compressed")
    @FuzzTest
    void aCompressedStreamIsReadOrRefused(byte[] bytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes));
        Compression.decoderKibibytes(in);
        try (InputStream content = Compression.decompress(in, LIMITS)) {
            read(content);
        } catch (FormatException e) {
            // refused
        }
    }

    @MethodSource("tars")
    @FuzzTest
    void aTarArchiveIsReadOrRefused(byte[] bytes) throws IOException {
        try (TarReader tar = new TarReader(new ByteArrayInputStream(bytes), LIMITS)) {
            for (Optional<TarEntry> entry = tar.next();
                    entry.isPresent() && entry.get().size() <= MOST_BYTES;
                    entry = tar.next()) {
                read(tar.content());
            }
        } catch (FormatException e) {
            // refused
        }
    }

    private static void read(InputStream content) throws IOException {
        byte[] buffer = new byte[1 << 12];
        int left = MOST_BYTES;
        for (int n = content.read(buffer); n >= 0 && left > 0; n = content.read(buffer)) {
            left -= n;
        }
    }
}
