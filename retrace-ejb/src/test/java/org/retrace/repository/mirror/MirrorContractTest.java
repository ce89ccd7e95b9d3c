// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrace.repository.mirror.Wanted.content;
import static org.retrace.repository.mirror.Wanted.path;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrace.repository.metadata.RepositoryPath;

/** What every kind of mirror does, with real servers of each. */
class MirrorContractTest {

    private static final byte[] CONTENT = content(300_000);
    private static final String PLACE = "Packages/l/libstdc++-1~rc1^2.rpm";

    private final Path tree;
    private final Path target;

    MirrorContractTest(@TempDir Path directory) throws IOException {
        tree = Files.createDirectories(directory.resolve("tree"));
        target = Files.createDirectories(directory.resolve("here")).resolve("file.rpm");
        put(PLACE, CONTENT);
        put("Packages/l/empty.rpm", new byte[0]);
        Files.createDirectory(tree.resolve("Packages/l/more"));
    }

    private void put(String path, byte[] content) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** A way to serve a directory. */
    private enum Protocol {
        DIRECTORY,
        FILE,
        HTTP,
        FTP,
        RSYNC
    }

    /** What is done with a mirror of the tree. */
    private interface Work {
        void on(Mirror mirror) throws Exception;
    }

    private void with(Protocol protocol, Work work) throws Exception {
        switch (protocol) {
            case DIRECTORY -> work.on(Mirror.at(tree.toString(), Wanted.RULES));
            case FILE -> work.on(Mirror.at(tree.toUri().toString(), Wanted.RULES));
            case HTTP -> {
                try (TreeServer server = new TreeServer(tree)) {
                    work.on(Mirror.at(server.address() + "/", Wanted.RULES));
                }
            }
            case FTP -> {
                try (TestFtpServer server = new TestFtpServer(tree)) {
                    work.on(Mirror.at(server.address(), Wanted.RULES));
                }
            }
            case RSYNC -> {
                try (TestRsyncDaemon daemon = new TestRsyncDaemon(tree)) {
                    work.on(Mirror.at(daemon.address(), Wanted.RULES));
                }
            }
            default -> throw new AssertionError(protocol);
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsADirectory(Protocol protocol) throws Exception {
        with(protocol, mirror -> {
            List<Mirror.Entry> entries = mirror.list(path("Packages/l"));
            assertThat(entries)
                    .extracting(Mirror.Entry::name)
                    .containsExactlyInAnyOrder("libstdc++-1~rc1^2.rpm", "empty.rpm", "more");
            assertThat(entries)
                    .filteredOn(Mirror.Entry::isDirectory)
                    .extracting(Mirror.Entry::name)
                    .containsExactly("more");
            assertThat(entries)
                    .filteredOn(entry -> entry.size().isPresent())
                    .allMatch(entry -> entry.size().getAsLong() == (entry.name().startsWith("lib") ? 300_000 : 0));
            assertThat(mirror.list(RepositoryPath.ROOT))
                    .extracting(Mirror.Entry::name)
                    .containsExactly("Packages");
            assertThatThrownBy(() -> mirror.list(path("nowhere")))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageStartingWith(mirror.address() + ": ");
        });
    }

    @ParameterizedTest
    @EnumSource
    void givesASmallFileOnceForEachOfItsStates(Protocol protocol) throws Exception {
        put("repodata/repomd.xml", new byte[] {1, 2, 3});
        Files.setLastModifiedTime(
                tree.resolve("repodata/repomd.xml"), FileTime.from(Instant.ofEpochSecond(1_600_000_000)));
        with(protocol, mirror -> {
            SmallFile file = mirror.look(RepositoryPath.REPOMD, SmallFile.Version.NONE, 10)
                    .orElseThrow();
            assertThat(file.bytes()).containsExactly(1, 2, 3);
            assertThat(mirror.look(RepositoryPath.REPOMD, file.version(), 10)).isEmpty();
            put("repodata/repomd.xml", new byte[] {4, 5, 6, 7});
            assertThat(mirror.look(RepositoryPath.REPOMD, file.version(), 10)
                            .orElseThrow()
                            .bytes())
                    .containsExactly(4, 5, 6, 7);
        });
    }

    @ParameterizedTest
    @EnumSource
    void saysOfASmallFileWhyItIsNotGiven(Protocol protocol) throws Exception {
        with(protocol, mirror -> {
            assertThatThrownBy(() -> mirror.look(path("none"), SmallFile.Version.NONE, 10))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageStartingWith(mirror.address() + ": ")
                    .hasMessageContaining("none");
            assertThatThrownBy(() -> mirror.look(path(PLACE), SmallFile.Version.NONE, 299_999))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageContaining(PLACE + " has ")
                    .hasMessageContaining("299999");
        });
    }

    @ParameterizedTest
    @EnumSource
    void fetchesAFileAndTellsHowFarItIs(Protocol protocol) throws Exception {
        List<Long> progress = new CopyOnWriteArrayList<>();
        with(protocol, mirror -> {
            mirror.fetch(new Download(
                    path(PLACE), target, OptionalLong.of(300_000), Wanted.checksum(CONTENT), progress::add));
            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(progress).isSorted().endsWith(300_000L);
            mirror.fetch(Wanted.file("Packages/l/empty.rpm", new byte[0], target));
            assertThat(target).isEmptyFile();
            assertThat(target.resolveSibling(".").toFile().list()).containsExactly("file.rpm");
        });
    }

    @ParameterizedTest
    @EnumSource
    void fetchesAFileWhoseSizeNobodyTells(Protocol protocol) throws Exception {
        with(protocol, mirror -> {
            mirror.fetch(
                    new Download(path(PLACE), target, OptionalLong.empty(), Wanted.checksum(CONTENT), bytes -> {}));
            assertThat(target).hasBinaryContent(CONTENT);
        });
    }

    @ParameterizedTest
    @EnumSource
    void continuesWhatAnEarlierTryLeft(Protocol protocol) throws Exception {
        with(protocol, mirror -> {
            Files.write(partial(), Arrays.copyOf(CONTENT, 123_456));
            mirror.fetch(Wanted.file(PLACE, CONTENT, target));
            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(partial()).doesNotExist();
        });
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatIsWholeAlready(Protocol protocol) throws Exception {
        Files.write(partial(), CONTENT);
        with(protocol, mirror -> {
            mirror.fetch(Wanted.file("not/there", CONTENT, target));
            assertThat(target).hasBinaryContent(CONTENT);
        });
    }

    @ParameterizedTest
    @EnumSource
    void startsAfreshWhenWhatWasLeftIsWrong(Protocol protocol) throws Exception {
        for (int length : new int[] {1, 123_456, 300_000, 300_001}) {
            Files.write(partial(), content(length));
            with(protocol, mirror -> mirror.fetch(Wanted.file(PLACE, CONTENT, target)));
            assertThat(target).hasBinaryContent(CONTENT);
            Files.delete(target);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherFileThanTheOneThatIsWanted(Protocol protocol) throws Exception {
        byte[] other = content(300_001);
        with(protocol, mirror -> {
            assertThatThrownBy(() -> mirror.fetch(new Download(
                            path(PLACE), target, OptionalLong.of(300_000), Wanted.checksum(other), bytes -> {})))
                    .isInstanceOf(MirrorException.class)
                    .hasMessage(mirror.address() + ": " + PLACE + " has " + Wanted.checksum(CONTENT) + ", expected is "
                            + Wanted.checksum(other).hex());
            assertThat(target.getParent()).isEmptyDirectory();
            assertThatThrownBy(() -> mirror.fetch(Wanted.file(PLACE, Arrays.copyOf(CONTENT, 299_999), target)))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageContaining(PLACE + " has more than the 299999 bytes it may have");
            assertThat(target.getParent()).isEmptyDirectory();
            assertThatThrownBy(() -> mirror.fetch(Wanted.file(PLACE, other, target)))
                    .isInstanceOf(MirrorException.class)
                    .hasMessageContaining(PLACE + " ended after 300000 of 300001 bytes");
            assertThat(target).doesNotExist();
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesAFileThatIsNotThere(Protocol protocol) throws Exception {
        with(protocol, mirror -> {
            for (String nothing : List.of("Packages/none.rpm", "Packages/l/more")) {
                assertThatThrownBy(() -> mirror.fetch(Wanted.file(nothing, CONTENT, target)))
                        .as(nothing)
                        .isInstanceOf(MirrorException.class)
                        .hasMessageStartingWith(mirror.address() + ": ")
                        .hasMessageContaining(nothing);
                assertThat(target.getParent()).isEmptyDirectory();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void blamesNoMirrorForADirectoryThatCannotBeWritten(Protocol protocol) throws Exception {
        Path nowhere = target.resolveSibling("none").resolve("file.rpm");
        with(protocol, mirror -> assertThatThrownBy(() -> mirror.fetch(Wanted.file(PLACE, CONTENT, nowhere)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(MirrorException.class));
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenItsThreadIsInterrupted(Protocol protocol) throws Exception {
        with(protocol, mirror -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> mirror.fetch(Wanted.file(PLACE, CONTENT, target)))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(MirrorException.class);
            assertThat(Thread.interrupted()).isTrue();
            mirror.fetch(Wanted.file(PLACE, CONTENT, target));
            assertThat(target).hasBinaryContent(CONTENT);
        });
    }

    private Path partial() {
        return target.resolveSibling(target.getFileName() + PartialFile.SUFFIX);
    }

    /** The tree over HTTP, with a page for each directory. */
    private static final class TreeServer implements AutoCloseable {
        private final TestHttpServer server = new TestHttpServer();
        private final Path tree;

        TreeServer(Path tree) throws IOException {
            this.tree = tree;
            server.serving(path ->
                    Optional.of(content(path)).filter(content -> content.length > 0 || path.endsWith("empty.rpm")));
        }

        private byte[] content(String path) {
            try {
                Path file = tree.resolve(path.substring(1));
                if (Files.isDirectory(file)) {
                    return path.endsWith("/") ? page(file) : new byte[0];
                }
                return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static byte[] page(Path directory) throws IOException {
            StringBuilder page = new StringBuilder(
                    "<html><h1>Index</h1><a href=\"?C=N;O=D\">Name</a><a href=\"/\">Home</a><a href=\"../\">Up</a>\n");
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    String name = path(file.getFileName().toString()).escaped();
                    page.append("<A class='x' HREF=\"")
                            .append(name)
                            .append(Files.isDirectory(file) ? "/" : "")
                            .append("\">x</A>\n");
                }
            }
            return page.toString().getBytes(StandardCharsets.UTF_8);
        }

        String address() {
            return server.address();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
