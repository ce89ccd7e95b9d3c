// SPDX-License-Identifier: Apache-2.0
package org.retrace.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.it.ClassicClient;
import org.retrace.it.HoldPlaces;
import org.retrace.it.KillIT;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * A store of one GiB, the least that StoreSize may be, full of a package that is used by then: what was not used for
 * longest leaves, but what a running task needs; and what left comes back when a crash needs it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvictionIT {

    private static final long LIMIT = 1L << 30;
    private static final String FILLER = "f".repeat(64);

    private final ServerHome server;
    private final ClassicClient client;
    private final Path store;

    EvictionIT() throws IOException {
        TestDistribution.build();
        server = ServerHome.fresh("eviction-home", "retrace.store-size=1", "retrace.min-storage-left=1");
        server.start();
        server.index(TestDistribution.rpms());
        client = new ClassicClient(server);
        store = server.directory().resolve("cache/store");
    }

    @AfterAll
    void stop() throws IOException {
        Files.deleteIfExists(entry(FILLER).resolve("file"));
        server.stop();
    }

    @Test
    void evictsWhatNobodyNeedsAndUnpacksItAgain(@TempDir Path directory) throws Exception {
        ClassicClient.Task first = client.upload(TestDistribution.archive("null", "tar.gz"));
        String backtrace = backtrace(first);
        Set<String> before = packages();
        age(before, Duration.ofHours(1));
        HoldPlaces places = new HoldPlaces(server);
        ClassicClient.Task running = hold(places, directory);
        Set<String> needed = linked();
        assertThat(needed).isNotEmpty();
        Set<String> idle = new HashSet<>(before);
        idle.removeAll(needed);
        assertThat(idle).isNotEmpty();
        age(needed, Duration.ofHours(2));
        fill(LIMIT - bytes(needed));

        KillIT.await("eviction", () -> packages().stream().noneMatch(idle::contains));
        assertThat(packages()).containsAll(needed).contains(FILLER);

        places.letGo();
        assertThat(backtrace(running)).contains("hoard");
        assertThat(backtrace(client.upload(TestDistribution.archive("null", "tar.gz"))))
                .isEqualTo(backtrace);
        assertThat(packages()).containsAll(before);
        assertThat(Files.readString(server.directory().resolve("log/server.log")))
                .contains("Evicted from the store to make room: " + idle.size() + " packages")
                .doesNotContain("cannot be kept in its limits");
    }

    /** A task of another program that stands before gdb with its sysroot laid out. */
    private ClassicClient.Task hold(HoldPlaces places, Path directory) throws Exception {
        TestDistribution.hoard(directory, 4, 0);
        Path archive = directory.resolve("upload.tar");
        Process tar = new ProcessBuilder(
                        "tar",
                        "cf",
                        archive.toString(),
                        "-C",
                        directory.toString(),
                        "coredump",
                        "executable",
                        "package",
                        "os_release")
                .inheritIO()
                .start();
        assertThat(tar.waitFor(1, TimeUnit.MINUTES) && tar.exitValue() == 0).isTrue();
        places.hold(List.of("DEBUG before"));
        ClassicClient.Task task = client.upload(archive);
        KillIT.await("a task before gdb", () -> places.held() == 1);
        return task;
    }

    /**
     * Puts a package of so many bytes there that was used just now; the file system gives them without their writing.
     */
    private void fill(long bytes) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(entry(FILLER));
        Path file = directory.resolve("file");
        new RandomAccessFile(file.toFile(), "rw").close();
        Process allocate = new ProcessBuilder("fallocate", "-l", Long.toString(bytes), file.toString())
                .inheritIO()
                .start();
        assertThat(allocate.waitFor(1, TimeUnit.MINUTES) && allocate.exitValue() == 0)
                .isTrue();
        Path measure = directory.resolveSibling(FILLER + ".size");
        Files.writeString(measure, bytes + " bytes, 2 names\n");
        for (Path made : List.of(file, directory, measure, directory.resolveSibling(""))) {
            Files.setOwner(made, Files.getOwner(store));
        }
    }

    private void age(Set<String> packages, Duration age) throws IOException {
        for (String name : packages) {
            Files.setLastModifiedTime(entry(name), FileTime.from(Instant.now().minus(age)));
        }
    }

    private long bytes(Set<String> packages) throws IOException {
        long bytes = 0;
        for (String name : packages) {
            String measure = Files.readString(entry(name).resolveSibling(name + ".size"));
            bytes += Long.parseLong(measure.substring(0, measure.indexOf(' ')));
        }
        return bytes;
    }

    private Path entry(String name) {
        return store.resolve(name.substring(0, 2)).resolve(name);
    }

    /** By names alone: what leaves is renamed, and may vanish at any time. */
    private Set<String> packages() throws IOException {
        Set<String> packages = new HashSet<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(store, "[0-9a-f][0-9a-f]")) {
            for (Path directory : directories) {
                String[] names = directory.toFile().list((parent, name) -> name.matches("[0-9a-f]{64}"));
                packages.addAll(names == null ? List.of() : List.of(names));
            }
        }
        return packages;
    }

    /** Those that have a file with another name. */
    private Set<String> linked() throws IOException {
        Set<String> linked = new HashSet<>();
        for (String name : packages()) {
            try (Stream<Path> files = Files.walk(entry(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if ((int) Files.getAttribute(file, "unix:nlink") > 1) {
                        linked.add(name);
                    }
                }
            }
        }
        return linked;
    }

    private String backtrace(ClassicClient.Task task) throws IOException {
        assertThat(client.await(task).status())
                .as(client.get(task, "/log").body())
                .isEqualTo("FINISHED_SUCCESS");
        return client.get(task, "/backtrace").body();
    }
}
