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

    private static Stream<Path> scriptsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cli")).toList().stream();
        }
    }
}
