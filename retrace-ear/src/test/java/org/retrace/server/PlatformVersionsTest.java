// SPDX-License-Identifier: Apache-2.0
package org.retrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The versions of platform libraries that the parent POM compiles against, held against the server's own jars. */
class PlatformVersionsTest {

    private static final Path MODULES = Path.of("..", "wildfly-config", "target", "server", "modules");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hibernate-core",
                "resteasy-core",
                "parsson",
                "jboss-logging",
                "microprofile-config-api",
                "undertow-servlet",
                "wildfly-elytron-http-oidc"
            })
    void serverBringsTheVersionOfTheParentPom(String library) throws IOException {
        assertThat(jarsOf(library)).containsExactly(library + "-" + System.getProperty("version." + library) + ".jar");
    }

    private static List<String> jarsOf(String library) throws IOException {
        try (Stream<Path> files = Files.walk(MODULES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(library + "-[0-9].*\\.jar"))
                    .toList();
        }
    }
}
