// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Keycloak on this machine, with an empty database and the realm that ships, until it is closed.
 *
 * @param process the script that started it; its children are the server
 * @param address where it listens
 */
record Keycloak(Process process, URI address) implements AutoCloseable {

    static final String ADMINISTRATOR = "boss";
    static final Path REALM = Path.of("..", "wildfly-config", "keycloak", "retrace-realm.json");

    private static final Path UNPACKED = Path.of("target", "keycloak").toAbsolutePath();
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

    /**
     * Starts it and waits until it answers.
     *
     * @param console the address of the console that people are led back to
     */
    static Keycloak start(URI console) throws IOException {
        var home = home();
        remove(home.resolve("data"));
        var imported = Files.createDirectories(home.resolve("data/import"));
        Files.copy(REALM, imported.resolve("retrace-realm.json"));
        var port = freePort();
        var builder = new ProcessBuilder(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--http-management-port=" + freePort(),
                        "--import-realm")
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        ADMINISTRATOR,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMINISTRATOR,
                        "JAVA_OPTS_KC_HEAP",
                        "-Xms64m -Xmx512m",
                        "RETRACE_CONSOLE_URL",
                        console.toString()));
        var keycloak = new Keycloak(builder.start(), URI.create("http://127.0.0.1:" + port));
        keycloak.awaitAnswer();
        return keycloak;
    }

    private void awaitAnswer() throws IOException {
        var deadline = System.nanoTime() + PATIENCE;
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new AssertionError("Keycloak did not start: " + Files.readString(log()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private boolean answers() throws IOException {
        try {
            return Call.get(address.resolve("/realms/retrace")).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    @Override
    public void close() {
        var family = process.descendants().toList();
        family.forEach(ProcessHandle::destroy);
        process.destroy();
        family.forEach(child -> child.onExit().join());
        process.onExit().join();
    }

    private static Path home() throws IOException {
        try (var directories = Files.list(UNPACKED)) {
            return directories
                    .filter(directory -> Files.isRegularFile(directory.resolve("bin/kc.sh")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the build has not unpacked Keycloak to " + UNPACKED));
        }
    }

    private static Path log() {
        return UNPACKED.resolve("keycloak.log");
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            List<Path> all;
            try (var files = Files.walk(directory)) {
                all = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (var file : all) {
                Files.delete(file);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
