// SPDX-License-Identifier: Apache-2.0
package org.retrace.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The scripts of wildfly-config and their restore twins. */
final class ServerScripts {

    private static final Path SCRIPTS = Path.of("..", "wildfly-config", "scripts");

    private static final Path MODES = Path.of("..", "wildfly-config", "modes");

    private ServerScripts() {}

    /** In the order in which they are applied. */
    static List<Path> applied() throws IOException {
        return scriptsIn(SCRIPTS).sorted().toList();
    }

    /** In the order in which they are undone: the reverse. */
    static List<Path> restoring() throws IOException {
        return scriptsIn(SCRIPTS.resolve("restore"))
                .sorted(Collections.reverseOrder())
                .toList();
    }

    /** Those that an administrator applies to a configured server. */
    static List<Path> modes() throws IOException {
        return scriptsIn(MODES).sorted().toList();
    }

    /** Their restore twins, in the same order. */
    static List<Path> modesRestoring() throws IOException {
        return scriptsIn(MODES.resolve("restore")).sorted().toList();
    }

    /** One of them, by its name. */
    static Path mode(String name) {
        return MODES.resolve(name);
    }

    private static Stream<Path> scriptsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cli")).toList().stream();
        }
    }
}
