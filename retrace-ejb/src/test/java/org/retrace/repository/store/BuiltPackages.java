// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.retrace.bytes.ByteSource;
import org.retrace.bytes.Limits;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.repository.FileDigest;
import org.retrace.repository.IndexedFile;
import org.retrace.repository.PathForm;
import org.retrace.repository.StoredPackage;
import org.retrace.repository.debuginfo.Preparation;
import org.retrace.rpm.PackagedBuildId;
import org.retrace.rpm.RpmPackage;
import org.retrace.settings.NodeIdentity;
import org.retrace.sysroot.SysrootPlan;

/**
 * Real packages of a library, a program and its plugin, with debuginfo and a part that two debuginfo packages share,
 * built by rpmbuild from the test distribution's own specs; and an index of them in memory.
 */
public final class BuiltPackages implements SysrootPlan.Index {

    private static final Path DISTRIBUTION =
            Path.of("../retrace-ear/src/test/distribution").toAbsolutePath().normalize();

    private final List<StoredPackage> packages = new ArrayList<>();
    private final List<RpmPackage> contents = new ArrayList<>();

    private BuiltPackages() {}

    /** Built once for all tests of a run. */
    private static final class Shared {
        private static final BuiltPackages PACKAGES = make();

        private static BuiltPackages make() {
            Path directory = Path.of("target", "built-packages").toAbsolutePath();
            try {
                Trees.remove(directory);
                return build(Files.createDirectories(directory));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("install Debian's packages rpm, debugedit, dwz and gcc", e);
            }
        }
    }

    /** The packages, built at the first call. */
    public static BuiltPackages shared() {
        return Shared.PACKAGES;
    }

    private static BuiltPackages build(Path directory) throws IOException, InterruptedException {
        BuiltPackages built = new BuiltPackages();
        rpmbuild(directory, "libcrumb");
        rpmbuild(directory, "toaster");
        try (Stream<Path> files = Files.walk(directory.resolve("made"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".rpm")).sorted().toList()) {
                built.add(file);
            }
        }
        return built;
    }

    private static void rpmbuild(Path directory, String spec) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("rpmbuild", "--quiet", "-bb", "--nodeps", "--load", DISTRIBUTION + "/macros", "--dbpath"));
        command.add(directory.resolve("db").toString());
        for (String define : List.of(
                "_topdir " + directory.resolve(spec),
                "_sourcedir " + DISTRIBUTION.resolve("sources"),
                "_tmppath " + directory,
                "_rpmdir " + directory.resolve("made"),
                "_binary_payload w3.zstdio",
                "crumb_version 1.0")) {
            command.addAll(List.of("--define", define));
        }
        command.add(DISTRIBUTION + "/specs/" + spec + ".spec");
        Path log = directory.resolve(spec + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().merge("PATH", DISTRIBUTION + "/bin", (path, first) -> first + ":" + path);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("rpmbuild " + spec + " failed:\n" + Files.readString(log));
        }
    }

    private void add(Path file) throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            RpmPackage rpm = RpmPackage.read(source, Limits.GENEROUS);
            packages.add(new StoredPackage(packages.size() + 1L, rpm.nevra(), FileDigest.of(file), file));
            contents.add(rpm);
        }
    }

    /** A store that never evicts. */
    public static StoreDirectory unlimitedStore(Path root) {
        return new StoreDirectory(
                root, new NodeIdentity("here"), () -> new StoreLimits(Long.MAX_VALUE, 0, 0), Preparation.NONE);
    }

    public StoredPackage named(String name) {
        return packages.stream()
                .filter(pkg -> pkg.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A module of a coredump: the ELF file that a package has at a path. */
    public MappedModule module(String packaged, String mapped) {
        BuildId buildId = contents.stream()
                .flatMap(rpm -> rpm.buildIds().stream())
                .filter(file -> file.path().equals(packaged))
                .map(PackagedBuildId::buildId)
                .findFirst()
                .orElseThrow();
        return new MappedModule(mapped, 0x1000, 0x2000, java.util.Optional.of(buildId), java.util.Optional.empty());
    }

    @Override
    public List<IndexedFile> withBuildId(BuildId buildId) {
        List<IndexedFile> found = new ArrayList<>();
        for (int i = 0; i < packages.size(); i++) {
            StoredPackage pkg = packages.get(i);
            contents.get(i).buildIds().stream()
                    .filter(file -> file.buildId().equals(buildId))
                    .forEach(file -> found.add(new IndexedFile(buildId, file.kind(), file.path(), pkg)));
        }
        return found;
    }

    @Override
    public List<StoredPackage> withPath(String path) {
        List<StoredPackage> found = new ArrayList<>();
        for (int i = 0; i < packages.size(); i++) {
            boolean there = contents.get(i).files().stream()
                    .anyMatch(file -> PathForm.merged(file.path()).equals(PathForm.merged(path)));
            if (there) {
                found.add(packages.get(i));
            }
        }
        return found;
    }
}
