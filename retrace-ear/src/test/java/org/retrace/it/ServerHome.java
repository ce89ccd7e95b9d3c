// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A server of its own for tests: state directory, free ports, started and stopped by the launcher that users have.
 *
 * @param directory RETRACE_HOME
 * @param environment what the launcher is told: ports and options
 */
public record ServerHome(Path directory, Map<String, String> environment) {

    private static final long LAUNCHER_SECONDS = 180;

    /** Below the module's target directory; whatever an earlier run left there is stopped and removed. */
    public static ServerHome fresh(String name) throws IOException {
        Path directory = Path.of("target", name).toAbsolutePath();
        Map<String, String> environment = new TreeMap<>();
        environment.put("RETRACE_HOME", directory.toString());
        for (String port :
                List.of("RETRACE_HTTP_PORT", "RETRACE_HTTPS_PORT", "RETRACE_MANAGEMENT_PORT", "RETRACE_DB_PORT")) {
            environment.put(port, Integer.toString(freePort()));
        }
        ServerHome home = new ServerHome(directory, environment);
        if (Files.exists(directory)) {
            home.stop();
            home.launcher("clean", "--state");
        }
        return home;
    }

    public void start() throws IOException {
        launcher("start", "--no-build", "--distribution", distribution().toString());
    }

    public void stop() throws IOException {
        launcher("stop");
    }

    void index(Path packages) throws IOException {
        index(packages, "*.rpm");
    }

    /**
     * Indexes packages and trusts the test distribution's key. The packages are copied into the state directory first:
     * the server's user may not be able to enter the clone.
     *
     * @param names a glob: only packages of such names
     */
    public void index(Path packages, String names) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("packages"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(packages, names)) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        launcher("index", copy.toString(), "--key", TestDistribution.key().toString());
    }

    /** What the build laid out: the server with the application in it. */
    public static Path distribution() {
        return Path.of("target", "distribution", "retrace-server").toAbsolutePath();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + environment.get("RETRACE_HTTP_PORT") + path);
    }

    /** Pid of the application server, as the launcher wrote it. */
    public long serverPid() throws IOException {
        String line = Files.readString(directory.resolve("run/server.pid"));
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    Path spool() {
        return directory.resolve("spool");
    }

    /** Password of one of the four accounts that the first start made. */
    public String password(String account) throws IOException {
        return Files.readAllLines(directory.resolve("accounts.txt")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(account + " "))
                .map(line -> line.substring(account.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no account " + account));
    }

    /** Runs the launcher and gives what it printed; fails when it does. */
    String launcher(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of("..", "retrace").toAbsolutePath().normalize().toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("launcher", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(LAUNCHER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " still runs: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        Files.delete(output);
        if (process.exitValue() != 0) {
            throw new AssertionError(command + " ended with " + process.exitValue() + ": " + text);
        }
        return text;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
