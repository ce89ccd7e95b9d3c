// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;
import org.retrace.process.SandboxLimits;
import org.retrace.repository.FileDigest;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.debuginfo.GdbPreparation;
import org.retrace.repository.debuginfo.Preparation;
import org.retrace.repository.store.HeldPackages;
import org.retrace.repository.store.StoreDirectory;
import org.retrace.repository.store.StoreLimits;
import org.retrace.repository.store.Trees;
import org.retrace.rpm.RpmPackage;
import org.retrace.settings.NodeIdentity;

/**
 * What unpacking costs: run by {@code ./retrace bench repository}, never by the tests. A package of 600 MiB of the
 * machine's own programs and libraries is unpacked into the store, digest, sync and measuring included, beside the
 * native tools at the same file in the same run; then debuginfo is prepared, and gdb reads it with and without.
 */
class StoreBench {

    private static final int RUNS = 3;
    private static final long CONTENT_BYTES = 600L << 20;
    private static final StoreLimits UNLIMITED = new StoreLimits(Long.MAX_VALUE, 0, 0);
    private static final SandboxLimits GDB =
            new SandboxLimits(4L << 30, Duration.ofMinutes(10), Duration.ofMinutes(10), 1L << 30, 1L << 30, 64);

    /** As rpm's macro _binary_payload names them; the last is one of many blocks. */
    private static final List<String> PAYLOADS = List.of("w6.gzdio", "w3.zstdio", "w2.xzdio", "w2T2.xzdio");

    private static final String SPEC =
            """
            %global debug_package %{nil}
            %global __os_install_post %{nil}
            %global _build_id_links none
            Name: large
            Version: 1
            Release: 1
            Summary: Programs and libraries
            License: Apache-2.0
            AutoReqProv: no
            %description
            Programs and libraries.
            %install
            mkdir -p %{buildroot}
            cp -a %{_sourcedir}/root/usr %{buildroot}/
            %files
            /usr
            """;

    private final Path directory = Path.of("target", "bench-repository").toAbsolutePath();
    private final StringBuilder table = new StringBuilder();

    @Test
    void measuresUnpacking() throws Exception {
        Path result = Path.of("target", "bench-repository-store.md");
        Trees.remove(directory);
        Files.createDirectories(directory);
        try {
            collect();
            unpacking();
            Files.writeString(result, table);
            TestDistribution.build();
            if (TestDistribution.hasLibraryDebuginfo()) {
                preparing();
            }
        } finally {
            Trees.remove(directory);
        }
        Files.writeString(result, table);
    }

    /** Copies of what will be in the package. */
    private void collect() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        long[] left = {CONTENT_BYTES};
        for (String place : List.of("/usr/bin", "/usr/lib/x86_64-linux-gnu", "/usr/lib")) {
            Files.walkFileTree(Path.of(place), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path copy = root.resolve(Path.of("/").relativize(file));
                    if (attributes.isRegularFile() && Files.isReadable(file) && Files.notExists(copy)) {
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                        left[0] -= attributes.size();
                    }
                    return left[0] > 0 ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private void unpacking() throws Exception {
        Files.writeString(directory.resolve("large.spec"), SPEC);
        table.append("%d MiB in %d files%n%n".formatted(CONTENT_BYTES >> 20, count(directory.resolve("root"))));
        table.append("| seconds, median of %d | packed MiB | rpm2cpio, cpio, sync | into the store | ratio |%n"
                .formatted(RUNS));
        table.append("|---|---|---|---|---|\n");
        for (String payload : PAYLOADS) {
            StoredPackage pkg = build(payload);
            List<Double> tool = new ArrayList<>();
            List<Double> store = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                shell("rm -rf out; mkdir out");
                tool.add(
                        seconds(() -> shell("cd out && rpm2cpio " + pkg.file() + " | cpio -idm --quiet && sync -f .")));
                shell("rm -rf out");
                store.add(seconds(() -> unpack(pkg, Preparation.NONE)));
                shell("rm -rf store");
            }
            row(payload, Files.size(pkg.file()), tool, store);
        }
    }

    private void row(String name, long bytes, List<Double> tool, List<Double> store) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %.2f |%n",
                name,
                bytes >> 20,
                median(tool),
                median(store),
                median(store) / median(tool)));
    }

    private StoredPackage build(String payload) throws IOException, InterruptedException {
        shell("rm -rf made; rpmbuild --quiet -bb --nodeps --dbpath " + directory + "/db --define '_topdir " + directory
                + "/top' --define '_sourcedir " + directory + "' --define '_rpmdir " + directory
                + "/made' --define '_tmppath " + directory + "' --define '_binary_payload " + payload
                + "' --define '_rpmfilename large.rpm' large.spec");
        return stored(directory.resolve("made/large.rpm"));
    }

    private static StoredPackage stored(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            RpmPackage rpm = RpmPackage.read(source, Limits.GENEROUS);
            return new StoredPackage(1, rpm.nevra(), FileDigest.of(file), file);
        }
    }

    private Path unpack(StoredPackage pkg, Preparation preparation) throws IOException {
        Path root = Files.createDirectories(directory.resolve("store"));
        StoreDirectory store = new StoreDirectory(root, new NodeIdentity("bench"), () -> UNLIMITED, preparation);
        try (HeldPackages held = store.hold()) {
            Path unpacked = held.unpacked(pkg);
            if (!store.takeUnprepared().isEmpty()) {
                throw new AssertionError("its debuginfo could not be prepared");
            }
            return unpacked;
        }
    }

    /** The machine's C library, whose debuginfo Debian compresses. */
    private void preparing() throws Exception {
        Path file;
        try (var files = Files.newDirectoryStream(TestDistribution.rpms(), "glibc-debuginfo*.rpm")) {
            file = files.iterator().next();
        }
        StoredPackage pkg = stored(file);
        table.append("%n| seconds, median of %d | as it is packed | prepared | ratio |%n|---|---|---|---|%n"
                .formatted(RUNS));
        List<Double> plain = new ArrayList<>();
        List<Double> prepared = new ArrayList<>();
        List<Double> gdbPlain = new ArrayList<>();
        List<Double> gdbPrepared = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            plain.add(seconds(() -> unpack(pkg, Preparation.NONE)));
            gdbPlain.add(gdb());
            shell("rm -rf store");
            prepared.add(seconds(() -> unpack(pkg, new GdbPreparation(() -> GDB))));
            gdbPrepared.add(gdb());
            shell("rm -rf store");
        }
        comparison("unpacking the debuginfo of the C library", plain, prepared);
        comparison("each start of gdb that looks for a name in it", gdbPlain, gdbPrepared);
    }

    private void comparison(String name, List<Double> plain, List<Double> prepared) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.2f |%n",
                name,
                median(plain),
                median(prepared),
                median(prepared) / median(plain)));
    }

    /** It says that there is no such function, by its exit status too. */
    private double gdb() throws Exception {
        return seconds(() -> shell("gdb -batch -nx -iex 'set auto-load no' -ex 'info line nosuchname'"
                + " $(find store -name '*.debug' -size +1M) || test $? = 1"));
    }

    private static long count(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static double seconds(Callable<?> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(List<Double> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    private int shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("shell.log").toFile())
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new AssertionError(
                    command + " ended with " + status + ": " + Files.readString(directory.resolve("shell.log")));
        }
        return status;
    }
}
