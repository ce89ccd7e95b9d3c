// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Small real packages, built by rpmbuild and signed by gpg with a key that is made for the test. */
public final class SmallRpm {

    private static final String SPEC =
            """
            Name: small
            Epoch: 3
            Version: 1.2
            Release: 4
            Summary: A small package
            License: none
            BuildArch: noarch
            %description
            %install
            mkdir -p %{buildroot}/opt/small/deep
            printf 'hello\\n' > %{buildroot}/opt/small/deep/hello
            head -c 70000 /dev/zero > %{buildroot}/opt/small/zeros
            ln %{buildroot}/opt/small/zeros %{buildroot}/opt/small/same-zeros
            ln -s deep/hello %{buildroot}/opt/small/link
            chmod 755 %{buildroot}/opt/small/deep/hello
            %files
            /opt/small
            """;

    private final Path directory;

    /** @param directory empty, short enough for the socket of gpg's agent */
    public SmallRpm(Path directory) {
        this.directory = directory;
    }

    /** Builds the package. */
    public Path build(String payload) throws IOException, InterruptedException {
        Path spec = directory.resolve("small.spec");
        Files.writeString(spec, SPEC);
        Path made = directory.resolve("made-" + payload);
        run(
                "rpmbuild",
                "--quiet",
                "-bb",
                "--nodeps",
                "--dbpath",
                directory + "/db",
                "--define",
                "_topdir " + directory,
                "--define",
                "_rpmdir " + made,
                "--define",
                "_binary_payload " + payload,
                "--define",
                "debug_package %{nil}",
                "--define",
                "__os_install_post %{nil}",
                spec.toString());
        try (Stream<Path> files = Files.walk(made)) {
            return files.filter(f -> f.toString().endsWith(".rpm")).findFirst().orElseThrow();
        }
    }

    /** Makes a key and gives its public half. */
    public Path key(String name) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("gpg"));
        run("chmod", "700", home.toString());
        run(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--quiet",
                "--passphrase",
                "",
                "--quick-generate-key",
                name,
                "rsa2048",
                "sign",
                "never");
        Path file = directory.resolve(name + ".asc");
        run(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--quiet",
                "--armor",
                "--output",
                file.toString(),
                "--export",
                name);
        return file;
    }

    /** Signs a package with a key that {@link #key} made. */
    public void sign(Path rpm, String name) throws IOException, InterruptedException {
        run(
                "rpmsign",
                "--addsign",
                "--define",
                "_gpg_name " + name,
                "--define",
                "_gpg_path " + directory + "/gpg",
                "--define",
                "__gpg /usr/bin/gpg",
                "--dbpath",
                directory + "/db",
                rpm.toString());
    }

    /** Ends gpg's agent and removes everything. */
    public void remove() throws IOException, InterruptedException {
        run(
                "gpgconf",
                "--homedir",
                Files.createDirectories(directory.resolve("gpg")).toString(),
                "--kill",
                "all");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What a program prints; fails with it when the program fails. */
    public String run(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "run", ".log");
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "HOME", directory.toString()));
            process = builder.start();
        } catch (IOException e) {
            throw new IOException("install Debian's packages rpm and gnupg: " + command[0], e);
        }
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ":\n" + Files.readString(log));
        }
        return Files.readString(log);
    }
}
