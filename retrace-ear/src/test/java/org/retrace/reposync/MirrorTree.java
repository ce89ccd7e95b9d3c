// SPDX-License-Identifier: Apache-2.0
package org.retrace.reposync;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** The test distribution as a mirror has it, and the plugin and key by which a server knows it. */
public final class MirrorTree {

    private final ServerHome server;
    private final Path directory;

    /** In the server's own directory, which its user may enter. */
    public MirrorTree(ServerHome server) throws IOException {
        this.server = server;
        directory = Files.createDirectories(server.directory().resolve("mirror/1/x86_64"));
        TestDistribution.build();
        try (DirectoryStream<Path> rpms = Files.newDirectoryStream(TestDistribution.rpms(), "*.rpm")) {
            for (Path rpm : rpms) {
                Path place = directory
                        .resolve("Packages")
                        .resolve(rpm.getFileName().toString().substring(0, 1));
                Files.copy(
                        rpm,
                        Files.createDirectories(place).resolve(rpm.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        publish();
        Files.copy(
                TestDistribution.key(),
                server.directory().resolve("config/gpg/crumb-1"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Above the version and the architecture. */
    public Path top() {
        return server.directory().resolve("mirror");
    }

    /** In which the metadata are. */
    Path directory() {
        return directory;
    }

    /** How many packages there are. */
    public int size() throws IOException {
        return packages().size();
    }

    public List<Path> packages() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".rpm"))
                    .sorted()
                    .toList();
        }
    }

    /** The metadata, to be changed. */
    PrimaryEdit primary() {
        return new PrimaryEdit(directory);
    }

    /** A package by the beginning of its file's name. */
    Path find(String name) throws IOException {
        return packages().stream()
                .filter(path -> path.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** Changes the last byte of a package, and says of it that this is how it is. */
    public Path spoil(String name) throws IOException {
        Path file = find(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        publish();
        return file;
    }

    public void publish() throws IOException {
        run("createrepo_c", "--quiet", "--no-database", directory.toString());
        run("chmod", "-R", "a+rX", top().toString());
    }

    /** Tells the server where the packages are, mirror by mirror. */
    public void know(String... mirrors) throws IOException {
        StringBuilder plugin = new StringBuilder(
                """
                distribution: crumb
                displayrelease: Crumb release
                abrtparser: '^Crumb release ([0-9]+)'
                guessparser: '\\.cr([0-9]+)'
                versionlist: '1'
                architectures: x86_64
                repos:
                  - name: base
                    mirrors:
                """);
        for (String mirror : mirrors) {
            plugin.append("      - ").append(mirror).append("/$VER/$ARCH\n");
        }
        Path file = server.directory().resolve("config/plugins/crumb.yaml");
        Path written = Files.writeString(file.resolveSibling("crumb.new"), plugin);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    public static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
