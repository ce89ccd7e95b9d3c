// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.debuginfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.elf.ElfBuilder;
import org.retrace.process.SandboxLimits;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.store.BuiltPackages;
import org.retrace.repository.store.HeldPackages;
import org.retrace.rpm.MachineTool;

/** Real debuginfo of a program and its plugin, and of one with compressed sections; two share DWARF. */
@Timeout(120)
class GdbPreparationTest {

    private static final String PROGRAM = "usr/lib/debug/usr/bin/toaster-1.0-1.x86_64.debug";
    private static final String PLUGIN = "usr/lib/debug/usr/lib64/toaster/jam.so-1.0-1.x86_64.debug";
    private static final String SHARED = "usr/lib/debug/.dwz/toaster-1.0-1.x86_64";

    private static final SandboxLimits LIMITS =
            SandboxLimits.of(1L << 30, Duration.ofSeconds(30), Duration.ofSeconds(60), 64 << 20);

    private final Path directory;
    private final Path tree;
    private final Path scratch;
    private final Preparation preparation = new GdbPreparation(() -> LIMITS, 1);
    private final MachineTool gdb;
    private final MachineTool binutils;

    GdbPreparationTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        tree = Files.createDirectory(directory.resolve("tree"));
        scratch = Files.createDirectory(directory.resolve("scratch"));
        gdb = new MachineTool("gdb", directory);
        binutils = new MachineTool("binutils", directory);
    }

    @Test
    void addsAnIndexThatGdbUsesAndChangesNothingElse() throws Exception {
        unpack("toaster-debuginfo");
        Path file = tree.resolve(PROGRAM);
        String before = binutils.run("readelf", "-nlW", "--debug-dump=info", file.toString());
        String line = line(file);

        assertThat(preparation.prepare(tree, scratch)).isEmpty();

        assertThat(isIndexUsed(file)).isTrue();
        assertThat(binutils.run("readelf", "-nlW", "--debug-dump=info", file.toString()))
                .isEqualTo(before);
        assertThat(line(file)).isEqualTo(line).contains("toaster.c");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--r--r--");
    }

    @Test
    void addsItToWhatSharesDwarfAndToTheSharedPart() throws Exception {
        unpack("toaster-debuginfo");
        unpack("toaster-plugin-debuginfo");

        assertThat(preparation.prepare(tree, scratch)).isEmpty();

        assertThat(sections(SHARED)).contains(".gdb_index");
        assertThat(isIndexUsed(tree.resolve(PLUGIN))).isTrue();
    }

    @Test
    void saysThatTheSharedPartIsElsewhereAndLeavesTheFileAsItIs() throws Exception {
        unpack("toaster-plugin-debuginfo");
        byte[] before = Files.readAllBytes(tree.resolve(PLUGIN));

        assertThat(preparation.prepare(tree, scratch))
                .singleElement()
                .asString()
                .contains(PLUGIN, ".dwz/toaster-1.0-1.x86_64, of another package");
        assertThat(tree.resolve(PLUGIN)).hasBinaryContent(before);
    }

    @Test
    void decompressesSectionsUnderAllNamesOfAFile() throws Exception {
        Path file = compile("-gz=zlib");
        Path second = Files.createLink(file.resolveSibling("second.debug"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        String before = binutils.run("readelf", "-n", "--debug-dump=info", file.toString());
        assertThat(binutils.run("readelf", "-tW", file.toString())).contains("COMPRESSED");

        assertThat(preparation.prepare(tree, scratch)).isEmpty();

        assertThat(binutils.run("readelf", "-tW", file.toString())).doesNotContain("COMPRESSED");
        assertThat(binutils.run("readelf", "-n", "--debug-dump=info", file.toString()))
                .isEqualTo(before);
        assertThat(Files.isSameFile(file, second)).isTrue();
        assertThat(isIndexUsed(second)).isTrue();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
        assertThat(Files.isExecutable(second)).isFalse();
    }

    @Test
    void leavesAnIndexThatIsThere() throws Exception {
        compile("-gz=none");
        preparation.prepare(tree, scratch);
        Path file = tree.resolve("usr/lib/debug/hello.debug");
        byte[] before = Files.readAllBytes(file);
        Path next = Files.createDirectory(directory.resolve("next"));

        assertThat(preparation.prepare(tree, next)).isEmpty();
        assertThat(file).hasBinaryContent(before);
        assertThat(next).isEmptyDirectory();
    }

    @Test
    void leavesSmallFilesAndThoseThatAreNoDebuginfo() throws Exception {
        Path file = compile("-gz=zlib");
        Path elsewhere =
                Files.copy(file, Files.createDirectories(tree.resolve("opt")).resolve("hello"));
        Path text = Files.writeString(file.resolveSibling("text"), "x".repeat(1 << 20));
        byte[] before = Files.readAllBytes(file);

        assertThat(new GdbPreparation(() -> LIMITS).prepare(tree, scratch)).isEmpty();
        assertThat(file).hasBinaryContent(before);
        assertThat(preparation.prepare(tree, scratch)).isEmpty();
        assertThat(elsewhere).hasBinaryContent(before);
        assertThat(text).hasContent("x".repeat(1 << 20));
    }

    @Test
    void leavesDebuginfoAsItIsWhereGdbMayNotDoItsWork() throws Exception {
        Path file = compile("-gz=none");
        byte[] before = Files.readAllBytes(file);
        SandboxLimits tight = SandboxLimits.of(16 << 20, Duration.ofSeconds(30), Duration.ofSeconds(60), 64 << 20);

        assertThat(new GdbPreparation(() -> tight, 1).prepare(tree, scratch))
                .singleElement()
                .asString()
                .contains("gdb did not make all indexes");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void goesOnBehindAFileThatIsBroken() throws Exception {
        Path good = compile("-gz=zlib");
        Path broken = good.resolveSibling("broken.debug");
        byte[] bytes = Files.readAllBytes(good);
        for (int i = bytes.length / 2; i < bytes.length - 4000; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(broken, bytes);
        Files.write(good.resolveSibling("cut.debug"), Arrays.copyOf(bytes, 100));

        assertThat(preparation.prepare(tree, scratch))
                .hasSizeGreaterThanOrEqualTo(1)
                .anyMatch(problem -> problem.contains("cut.debug"))
                .noneMatch(problem -> problem.contains("hello.debug"));
        assertThat(isIndexUsed(good)).isTrue();
    }

    @Test
    void neverTouchesAFileThatIsNoneOfThePackage() throws Exception {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Path file = compile("-gz=zlib");
        Files.createDirectories(outside.resolve("debug"));
        Path moved = Files.move(file, outside.resolve("debug/hello.debug"));
        byte[] before = Files.readAllBytes(moved);
        Files.delete(tree.resolve("usr/lib/debug"));
        Files.delete(tree.resolve("usr/lib"));
        Files.createSymbolicLink(tree.resolve("usr/lib"), outside);

        assertThat(preparation.prepare(tree, scratch)).isEmpty();
        assertThat(moved).hasBinaryContent(before);
    }

    @Test
    void neverTouchesASharedPartThatIsNoneOfThePackage() throws Exception {
        unpack("toaster-debuginfo");
        unpack("toaster-plugin-debuginfo");
        Path outside = Files.move(tree.resolve(SHARED).getParent(), directory.resolve("outside"));
        Files.createSymbolicLink(tree.resolve(SHARED).getParent(), outside);
        byte[] before = Files.readAllBytes(outside.resolve(tree.resolve(SHARED).getFileName()));

        preparation.prepare(tree, scratch);
        assertThat(outside.resolve(tree.resolve(SHARED).getFileName())).hasBinaryContent(before);
    }

    @Test
    void runsNothingOfAPackage() throws Exception {
        Path file = compile("-gz=none");
        String script = "import gdb\ngdb.execute('quit 3')\n";
        Files.writeString(file.resolveSibling("hello.debug-gdb.py"), script);
        Files.writeString(file.resolveSibling(".gdbinit"), "quit 3\n");

        assertThat(preparation.prepare(tree, scratch)).isEmpty();
        assertThat(isIndexUsed(file)).isTrue();
    }

    private void unpack(String name) throws IOException {
        StoredPackage pkg = BuiltPackages.shared().named(name);
        Path root = Files.createDirectories(directory.resolve("store"));
        try (HeldPackages held = BuiltPackages.unlimitedStore(root).hold()) {
            new MachineTool("coreutils", directory)
                    .run("cp", "-a", held.unpacked(pkg).toString() + "/.", tree.toString());
        }
    }

    /** The debuginfo of a small program. */
    private Path compile(String compression) throws IOException {
        Path source = Files.writeString(
                directory.resolve("hello.c"), "#include <stdio.h>\nint main(void) { return puts(\"hello\") < 0; }\n");
        Path file = Files.createDirectories(tree.resolve("usr/lib/debug")).resolve("hello.debug");
        new MachineTool("gcc", directory)
                .run("gcc", "-g", "-Wl,--build-id=sha1", compression, "-o", file.toString(), source.toString());
        binutils.run("objcopy", "--only-keep-debug", file.toString());
        return file;
    }

    private String line(Path file) throws IOException {
        return gdb.run("gdb", "-batch", "-nx", "-ex", "info line main", file.toString());
    }

    /** Whether gdb takes names from the index, not from DWARF that it has read. */
    private boolean isIndexUsed(Path file) throws IOException {
        String said = gdb.run(
                "gdb",
                "-batch",
                "-nx",
                "-iex",
                "set debug-file-directory " + tree.resolve("usr/lib/debug"),
                "-ex",
                "maint print objfiles " + file.getFileName(),
                file.toRealPath().toString());
        return said.contains(".gdb_index: ");
    }

    private String sections(String file) throws IOException {
        return binutils.run("readelf", "-SW", tree.resolve(file).toString());
    }

    /** What a gdb says that was taken over. */
    @Test
    void bearsWhateverComesOutOfTheSandbox() throws Exception {
        unpack("toaster-debuginfo");
        List<DebugFile> files = DebugFile.in(tree, 1);
        byte[] own = said(files.size() - 1, 0, 9, new byte[9]);
        byte[] before = Files.readAllBytes(tree.resolve(PROGRAM));
        for (byte[] hostile : List.of(
                new byte[0],
                new byte[12],
                said(files.size(), 0, 9, new byte[9]),
                said(-1, 0, 9, new byte[9]),
                said(0, 0, Long.MAX_VALUE, new byte[9]),
                said(0, 0, -1, new byte[9]),
                said(0, 0, 10, new byte[9]))) {
            Path said = Files.write(directory.resolve("said"), hostile);
            IndexRun run = new IndexRun(tree, scratch, LIMITS);
            run.take(said, files);
            assertThat(run.problems()).isEmpty();
            assertThat(tree.resolve(PROGRAM)).hasBinaryContent(before);
        }
        IndexRun run = new IndexRun(tree, scratch, LIMITS);
        byte[] words = said(0, 2, 5, new byte[] {'n', 'o', '\n', 0x1b, '!'});
        run.take(Files.write(directory.resolve("said"), ElfBuilder.concat(words, own, own)), files);

        assertThat(run.problems()).singleElement().asString().endsWith("no !");
        assertThat(files).anyMatch(file -> indexes(file.path()) == 1);
    }

    private static byte[] said(int file, int kind, long bytes, byte[] content) {
        ByteBuffer head = ByteBuffer.allocate(13);
        head.putInt(file).put((byte) kind).putLong(bytes);
        return ElfBuilder.concat(head.array(), content);
    }

    private static int indexes(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.split("\\.gdb_index\0", -1).length - 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
