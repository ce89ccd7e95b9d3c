// SPDX-License-Identifier: Apache-2.0
package org.retrace.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.bytes.Limits;
import org.retrace.rpm.MachineTool;

/** Archives of the machine's tar. */
class TarReaderTest {

    private static final Limits LIMITS = new Limits(1000, 1 << 20, 64 << 20, 64 << 20);
    private static final String LONG_NAME = "directory-".repeat(9) + "/" + "n".repeat(180);

    private final Path directory;
    private final MachineTool tool;
    private final Path files;

    TarReaderTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        tool = new MachineTool("tar", directory);
        files = Files.createDirectory(directory.resolve("files"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "posix"})
    void readsEachFormat(String format) throws IOException {
        Files.writeString(files.resolve("text"), "one\n");
        Files.writeString(files.resolve("empty"), "");
        Files.createSymbolicLink(files.resolve("symlink"), Path.of("../nowhere"));
        Files.createLink(files.resolve("zlink"), files.resolve("text"));
        Files.createDirectory(files.resolve("below"));

        assertThat(read(tar(format, "./text", "empty", "symlink", "zlink", "below")))
                .containsExactly(
                        Map.entry(new TarEntry("./text", EntryKind.FILE, 4, ""), "one\n"),
                        Map.entry(new TarEntry("empty", EntryKind.FILE, 0, ""), ""),
                        Map.entry(new TarEntry("symlink", EntryKind.SYMLINK, 0, "../nowhere"), ""),
                        Map.entry(new TarEntry("zlink", EntryKind.HARD_LINK, 0, "./text"), ""),
                        Map.entry(new TarEntry("below/", EntryKind.DIRECTORY, 0, ""), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldgnu", "gnu", "posix"})
    void readsLongNamesAndTargets(String format) throws IOException {
        Path file = files.resolve(LONG_NAME);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "deep");
        Files.createSymbolicLink(files.resolve("ä"), Path.of(LONG_NAME));

        assertThat(read(tar(format, LONG_NAME, "ä")))
                .containsExactly(
                        Map.entry(new TarEntry(LONG_NAME, EntryKind.FILE, 4, ""), "deep"),
                        Map.entry(new TarEntry("ä", EntryKind.SYMLINK, 0, LONG_NAME), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=gnu",
                "--format=oldgnu",
                "--format=posix --sparse-version=0.0",
                "--format=posix --sparse-version=0.1",
                "--format=posix --sparse-version=1.0"
            })
    void readsSparseFilesFromAStreamThatComesInPieces(String options) throws IOException {
        byte[] content = sparseFile(files.resolve("coredump"), 30, 40_000);
        Files.writeString(files.resolve("z"), "next");

        byte[] archive = tarWith(options + " --sparse", "coredump", "z");
        assertThat(archive.length).as("holes were left out").isLessThan(content.length / 2);
        try (TarReader reader = new TarReader(inPieces(archive), LIMITS)) {
            TarEntry entry = reader.next().orElseThrow();
            assertThat(entry).isEqualTo(new TarEntry("coredump", EntryKind.FILE, content.length, ""));
            assertThat(reader.content().readAllBytes()).isEqualTo(content);
            assertThat(reader.next().map(TarEntry::name)).contains("z");
            assertThat(reader.content().readAllBytes()).asString().isEqualTo("next");
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void readsSparseFilesOfThousandsOfPieces() throws IOException {
        byte[] content = sparseFile(files.resolve("coredump"), 2000, 8192);

        try (TarReader reader = new TarReader(new ByteArrayInputStream(tarWith("--sparse", "coredump")), LIMITS)) {
            assertThat(reader.next().orElseThrow().size()).isEqualTo(content.length);
            byte[] buffer = new byte[content.length];
            assertThat(reader.content().readNBytes(buffer, 0, buffer.length)).isEqualTo(content.length);
            assertThat(buffer).isEqualTo(content);
        }
    }

    @Test
    void passesOverSparseContentThatNobodyReads() throws IOException {
        sparseFile(files.resolve("coredump"), 30, 40_000);
        Files.writeString(files.resolve("z"), "next");

        assertThat(names(tarWith("--sparse", "coredump", "z"))).containsExactly("coredump", "z");
    }

    @Test
    void tellsPipesFromFiles() throws IOException {
        tool.run("mkfifo", "files/pipe");

        assertThat(read(tar("gnu", "pipe")).keySet()).containsExactly(new TarEntry("pipe", EntryKind.DEVICE, 0, ""));
    }

    @Test
    void leavesTheArchiveOpenWhenContentIsClosed() throws IOException {
        Files.writeString(files.resolve("a"), "one");
        Files.writeString(files.resolve("b"), "two");
        try (TarReader reader = new TarReader(new ByteArrayInputStream(tar("gnu", "a", "b")), LIMITS)) {
            assertThat(reader.next().map(TarEntry::name)).contains("a");
            reader.content().close();

            assertThat(reader.next().map(TarEntry::name)).contains("b");
            assertThat(reader.content().readAllBytes()).asString().isEqualTo("two");
        }
    }

    private byte[] tar(String format, String... names) throws IOException {
        return tarWith("--format=" + format, names);
    }

    private byte[] tarWith(String options, String... names) throws IOException {
        List<String> command = new ArrayList<>(List.of("tar", "-cf", "archive", "-C", "files", "--no-recursion"));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of(names));
        tool.run(command.toArray(new String[0]));
        return Files.readAllBytes(directory.resolve("archive"));
    }

    /** A file of blocks of 4096 bytes with holes between. */
    private static byte[] sparseFile(Path file, int pieces, int distanceBytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < pieces; i++) {
                out.seek((long) i * distanceBytes / 4096 * 4096);
                out.write(("piece " + i + ";").repeat(300).substring(0, 2000).getBytes(StandardCharsets.US_ASCII));
            }
            out.setLength((long) pieces * distanceBytes + 4321);
        }
        return Files.readAllBytes(file);
    }

    static InputStream inPieces(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 100));
            }
        };
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        try (TarReader reader = new TarReader(inPieces(archive), LIMITS)) {
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                names.add(entry.get().name());
            }
        }
        return names;
    }

    private static Map<TarEntry, String> read(byte[] archive) throws IOException {
        Map<TarEntry, String> entries = new LinkedHashMap<>();
        try (TarReader reader = new TarReader(inPieces(archive), LIMITS)) {
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries.put(entry.get(), new String(reader.content().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
