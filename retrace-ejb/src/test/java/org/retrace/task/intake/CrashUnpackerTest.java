// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.archive.Compression;

class CrashUnpackerTest {

    private static final long PLENTY = 1L << 40;

    /** In KiB, as it is in a server with a heap of 512 MiB. */
    private final Semaphore memory = new Semaphore(256 << 10);

    private final Path target;

    CrashUnpackerTest(@TempDir Path target) {
        this.target = target;
    }

    @Test
    void unpacksEveryFileThatMayBeInAnUpload() throws Exception {
        String[] names = {
            "coredump",
            "executable",
            "package",
            "packages",
            "os_release",
            "os_release_in_rootdir",
            "rootdir",
            "release",
            "kernelver",
            "vmcore",
            "vmcore.vmem",
            "vmcore.vmss",
            "vmcore.vmsn"
        };
        CrashArchive archive = new CrashArchive();
        for (String name : names) {
            archive.file(name, "content of " + name);
        }
        unpack(archive.gzip(), PLENTY);

        assertThat(unpacked()).containsExactlyInAnyOrder(names);
        assertThat(target.resolve("package")).hasContent("content of package");
    }

    @Test
    void dropsTheDotSlashThatTarPutsBeforeANameOnce() throws Exception {
        unpack(new CrashArchive().file("./coredump", "x").gzip(), PLENTY);

        assertThat(unpacked()).containsExactly("coredump");
        assertThat(refusal(new CrashArchive().file("././package", "x").gzip()).sentence())
                .isEqualTo("File '././package' is not allowed to be in the archive");
    }

    @Test
    void readsEveryCompressionAndNone() throws Exception {
        CrashArchive archive = new CrashArchive().file("package", "p");
        int read = 0;
        for (byte[] upload : new byte[][] {archive.plain(), archive.gzip(), archive.xz(), archive.zstd()}) {
            unpack(upload, PLENTY);
            assertThat(target.resolve("package")).hasContent("p");
            Files.delete(target.resolve("package"));
            read++;
        }
        assertThat(read).isEqualTo(4);
    }

    @Test
    void keepsTheOneFileThatComesWithoutATarArchive() throws Exception {
        byte[] core = {0x7f, 'E', 'L', 'F', 0, 1, 2};
        for (Compression compression : List.of(Compression.NONE, Compression.GZIP, Compression.XZ, Compression.ZSTD)) {
            byte[] upload = CrashArchive.compressed(compression, core);
            new CrashUnpacker(target, guard(PLENTY), memory)
                    .unpack(Optional.of("coredump"), new ByteArrayInputStream(upload));

            assertThat(unpacked()).containsExactly("coredump");
            assertThat(target.resolve("coredump")).hasBinaryContent(core);
        }
    }

    @Test
    void countsWhatABareFileUnpacksTo() throws Exception {
        byte[] bomb = CrashArchive.compressed(Compression.GZIP, new byte[1 << 20]);
        assertThatThrownBy(() -> new CrashUnpacker(target, guard(1 << 19), memory)
                        .unpack(Optional.of("vmcore"), new ByteArrayInputStream(bomb)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.CONTENT_TOO_LARGE));
    }

    @Test
    void refusesABareFileThatIsCut() throws Exception {
        byte[] whole = CrashArchive.compressed(Compression.XZ, new byte[1 << 20]);
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        assertThatThrownBy(() -> new CrashUnpacker(target, guard(PLENTY), memory)
                        .unpack(Optional.of("coredump"), new ByteArrayInputStream(cut)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.brokenArchive()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwd",
                "../coredump",
                "/coredump",
                "crash/coredump",
                "./../coredump",
                "coredump/../../x",
                "Coredump",
                "coredump ",
                "vmcore.vmx",
                ".."
            })
    void refusesEveryOtherName(String name) throws Exception {
        assertThat(refusal(new CrashArchive()
                        .raw(name, TarConstants.LF_NORMAL, "x")
                        .gzip()))
                .isEqualTo(new Refusal(
                        Refusal.Reason.FORBIDDEN, "File '" + name + "' is not allowed to be in the archive"));
        assertThat(unpacked()).isEmpty();
        assertThat(target.resolveSibling("coredump")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
    void refusesLinksEvenOnesWithAnAllowedName(byte kind) throws Exception {
        assertThat(refusal(
                        new CrashArchive().link("coredump", kind, "/etc/shadow").gzip()))
                .isEqualTo(new Refusal(Refusal.Reason.FORBIDDEN, "Symlinks are not allowed to be in the archive"));
        assertThat(unpacked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO, TarConstants.LF_DIR})
    void refusesWhatIsNoFile(byte kind) throws Exception {
        assertThat(refusal(new CrashArchive().raw("coredump", kind, "").gzip()).reason())
                .isEqualTo(Refusal.Reason.FORBIDDEN);
        assertThat(unpacked()).isEmpty();
    }

    @Test
    void refusesANameThatComesTwiceAndKeepsTheFirst() throws Exception {
        byte[] archive = new CrashArchive()
                .file("package", "first")
                .file("./package", "second")
                .gzip();

        assertThat(refusal(archive).sentence()).isEqualTo("File './package' is not allowed to be in the archive");
        assertThat(target.resolve("package")).hasContent("first");
    }

    @ParameterizedTest(name = "{0} of {1} bytes")
    @CsvSource({
        "executable, 512",
        "package, 128",
        "os_release, 128",
        "rootdir, 256",
        "release, 128",
        "packages, 1048576"
    })
    void refusesAFileThatIsLargerThanItsKindByOneByte(String name, int most) throws Exception {
        unpack(new CrashArchive().file(name, "x".repeat(most)).gzip(), PLENTY);
        Files.delete(target.resolve(name));

        assertThat(refusal(new CrashArchive().file(name, "x".repeat(most + 1)).gzip())
                        .sentence())
                .isEqualTo("The '" + name + "' file is larger than expected");
        assertThat(unpacked()).isEmpty();
    }

    @Test
    void keepsNothingBeyondTheUnpackedLimit() throws Exception {
        int limit = 300_000;
        byte[] archive = new CrashArchive()
                .file("package", "x")
                .file("coredump", "y".repeat(4_000_000))
                .gzip();

        assertThatThrownBy(() -> unpack(archive, limit)).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(
                        e.refusal())
                .isEqualTo(new Refusal(Refusal.Reason.CONTENT_TOO_LARGE, "Specified archive's content is too large")));
        assertThat(Files.size(target.resolve("coredump"))).isLessThan(limit);
    }

    @Test
    void acceptsAnArchiveOfExactlyTheUnpackedLimit() throws Exception {
        unpack(
                new CrashArchive()
                        .file("package", "x")
                        .file("coredump", "y".repeat(999))
                        .gzip(),
                1000);

        assertThat(Files.size(target.resolve("coredump"))).isEqualTo(999);
        Files.delete(target.resolve("coredump"));
        Files.delete(target.resolve("package"));
        assertThatThrownBy(() -> unpack(
                        new CrashArchive()
                                .file("package", "x")
                                .file("coredump", "y".repeat(1000))
                                .gzip(),
                        1000))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void stopsASparseFileAtTheUnpackedLimitWhateverItTakesInTheArchive() throws Exception {
        byte[] archive = new CrashArchive().sparse("coredump", 8_000_000_000L).gzip();

        assertThat(archive.length).isLessThan(10_000);
        assertThatThrownBy(() -> unpack(archive, 1 << 20))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().reason()).isEqualTo(Refusal.Reason.CONTENT_TOO_LARGE));
        assertThat(Files.size(target.resolve("coredump"))).isLessThanOrEqualTo(1 << 20);
    }

    @Test
    void readsNoFurtherThanARefusal() throws Exception {
        InputStream body = new ByteArrayInputStream(new CrashArchive()
                .file("passwd", "x")
                .noise("coredump", 4_000_000)
                .gzip());

        assertThatThrownBy(() -> new CrashUnpacker(target, guard(PLENTY), memory).unpack(Optional.empty(), body))
                .isInstanceOf(RefusedException.class);
        assertThat(body.available()).isGreaterThan(3_000_000);
    }

    @Test
    void refusesAnArchiveThatIsCutInAFile() throws Exception {
        byte[] whole = new CrashArchive().noise("coredump", 200_000).gzip();

        assertThat(refusal(java.util.Arrays.copyOf(whole, whole.length / 2)))
                .isEqualTo(new Refusal(Refusal.Reason.BROKEN_ARCHIVE, "Unable to unpack archive"));
    }

    @Test
    void refusesAFileThatClaimsMoreThanTheArchiveHas() throws Exception {
        assertThat(refusal(new CrashArchive().claim("coredump", 8_000_000_000L).gzip())
                        .reason())
                .isEqualTo(Refusal.Reason.BROKEN_ARCHIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "this is no archive at all"})
    void refusesWhatIsNoArchive(String body) {
        assertThat(refusal(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo(Refusal.Reason.BROKEN_ARCHIVE);
    }

    @Test
    void letsAFailureOfTheConnectionPass() throws Exception {
        byte[] whole = new CrashArchive().noise("coredump", 200_000).gzip();
        InputStream body =
                new java.io.SequenceInputStream(new ByteArrayInputStream(whole, 0, 100_000), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new java.net.SocketTimeoutException("the client is gone");
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return read();
                    }
                });

        assertThatThrownBy(() -> new CrashUnpacker(target, guard(PLENTY), memory).unpack(Optional.empty(), body))
                .isInstanceOf(java.net.SocketTimeoutException.class);
    }

    @Test
    void leavesTheBodyOpen() throws Exception {
        boolean[] closed = {false};
        InputStream body =
                new ByteArrayInputStream(new CrashArchive().file("package", "x").gzip()) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
        new CrashUnpacker(target, guard(PLENTY), memory).unpack(Optional.empty(), body);

        assertThat(closed[0]).isFalse();
    }

    @Test
    void survivesEveryPrefixOfAnUpload() throws Exception {
        byte[] whole = small();
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            refused += attempt(java.util.Arrays.copyOf(whole, length));
        }
        assertThat(refused).isGreaterThan(whole.length / 2);
    }

    @Test
    void survivesEveryFlippedByteOfAnUpload() throws Exception {
        byte[] whole = small();
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] twin = whole.clone();
            twin[i] ^= (byte) 0xff;
            refused += attempt(twin);
        }
        assertThat(refused).isBetween(whole.length / 2, whole.length);
    }

    @Test
    void survivesEveryFlippedByteOfAPlainArchive() throws Exception {
        byte[] whole = new CrashArchive()
                .file("package", "toaster-1-1")
                .sparse("coredump", 5000)
                .plain();
        int refused = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] twin = whole.clone();
            twin[i] ^= (byte) 0xff;
            refused += attempt(twin);
        }
        assertThat(refused).isBetween(1, whole.length - 1);
    }

    @Test
    void showsAHostileNameAsOneShortLine() {
        assertThat(Refusal.notAllowed("a\nX-Evil: 1\r\u0000\u001b[2J").sentence())
                .isEqualTo("File 'a?X-Evil: 1???[2J' is not allowed to be in the archive");
        assertThat(Refusal.notAllowed("n".repeat(5000)).sentence()).hasSizeLessThan(320);
    }

    private static byte[] small() throws IOException {
        return new CrashArchive()
                .file("package", "toaster-1-1")
                .file("executable", "/usr/bin/toaster")
                .file("coredump", "x".repeat(600))
                .gzip();
    }

    /** 1 when the archive is refused. */
    private int attempt(byte[] archive) throws IOException {
        int refused = 0;
        try {
            unpack(archive, 1 << 20);
        } catch (RefusedException e) {
            assertThat(e.refusal().sentence()).isNotBlank().doesNotContain("\n");
            refused = 1;
        }
        for (String name : unpacked()) {
            assertThat(CrashFile.named(name)).as(name).isPresent();
            Files.delete(target.resolve(name));
        }
        return refused;
    }

    private Refusal refusal(byte[] archive) {
        try {
            unpack(archive, PLENTY);
        } catch (RefusedException e) {
            return e.refusal();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("the archive was accepted");
    }

    private void unpack(byte[] archive, long maxBytes) throws RefusedException, IOException {
        new CrashUnpacker(target, guard(maxBytes), memory).unpack(Optional.empty(), new ByteArrayInputStream(archive));
    }

    private StorageGuard guard(long maxBytes) throws IOException {
        return new StorageGuard(Files.getFileStore(target), maxBytes, 0, bytes -> {});
    }

    private java.util.List<String> unpacked() throws IOException {
        try (Stream<String> names =
                Files.list(target).map(path -> path.getFileName().toString())) {
            return names.toList();
        }
    }
}
