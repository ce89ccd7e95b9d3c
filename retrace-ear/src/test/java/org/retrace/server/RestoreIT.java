// SPDX-License-Identifier: Apache-2.0
package org.retrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All scripts applied to the configuration that WildFly shipped, then all restore twins: nothing is left of us. */
class RestoreIT {

    private static final Path BUILD = Path.of("..", "wildfly-config", "target");
    private static final long CLI_SECONDS = 120;

    @Test
    void restoringAfterApplyingGivesWhatWildFlyShipped(@TempDir Path base) throws Exception {
        Path configuration = shippedConfiguration();
        Path shipped = configuration.resolve("standalone.xml");
        copy(configuration, Files.createDirectories(base.resolve("configuration")));

        run(base, ServerScripts.applied());
        Path changed = base.resolve("configuration/standalone.xml");
        assertThat(ConfigurationText.of(changed)).isNotEqualTo(ConfigurationText.of(shipped));

        run(base, ServerScripts.restoring());
        assertThat(ConfigurationText.of(changed)).isEqualTo(ConfigurationText.of(shipped));
    }

    @Test
    void leavingKeycloakGivesTheConfigurationOfBeforeHoweverOftenBothAreRun(@TempDir Path base) throws Exception {
        Path before = BUILD.resolve("server/standalone/configuration");
        copy(before, Files.createDirectories(base.resolve("configuration")));
        Path changed = base.resolve("configuration/standalone.xml");
        Path mode = ServerScripts.mode("keycloak.cli");
        Path restore = ServerScripts.mode("restore/keycloak.cli");

        run(base, List.of(mode, mode));
        assertThat(Files.readString(changed)).isNotEqualTo(Files.readString(before.resolve("standalone.xml")));
        run(base, List.of(restore, restore));
        assertThat(Files.readString(changed)).isEqualTo(Files.readString(before.resolve("standalone.xml")));
    }

    @Test
    void leavingCertificatesGivesTheConfigurationOfBeforeHoweverOftenEachIsRun(@TempDir Path base) throws Exception {
        Path before = BUILD.resolve("server/standalone/configuration");
        copy(before, Files.createDirectories(base.resolve("configuration")));
        Path changed = base.resolve("configuration/standalone.xml");
        Path mode = ServerScripts.mode("client-certificates.cli");
        Path list = ServerScripts.mode("client-revocations.cli");
        Path restoreList = ServerScripts.mode("restore/client-revocations.cli");
        Path restore = ServerScripts.mode("restore/client-certificates.cli");

        run(base, List.of(mode, mode));
        String without = Files.readString(changed);
        run(base, List.of(list, list, mode));
        assertThat(Files.readString(changed)).contains("client-revocations.pem");
        run(base, List.of(restoreList, restoreList));
        assertThat(Files.readString(changed)).isEqualTo(without);
        run(base, List.of(restore, restoreList, restore));
        assertThat(Files.readString(changed)).isEqualTo(Files.readString(before.resolve("standalone.xml")));
    }

    private static Path shippedConfiguration() throws IOException {
        try (Stream<Path> files = Files.list(BUILD)) {
            Path wildfly = files.filter(file -> file.getFileName().toString().startsWith("wildfly-"))
                    .findFirst()
                    .orElseThrow();
            return wildfly.resolve("standalone/configuration");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** One run of the command line with the server embedded in it, its state below {@code base}. */
    private static void run(Path base, List<Path> scripts) throws IOException, InterruptedException {
        List<String> commands = new ArrayList<>();
        commands.add("embed-server --server-config=standalone.xml");
        for (Path script : scripts) {
            commands.addAll(Files.readAllLines(script));
        }
        commands.add("stop-embedded-server");
        Path file = Files.write(base.resolve("commands.cli"), commands);
        Path output = base.resolve("output.txt");
        Path home = BUILD.resolve("server").toAbsolutePath().normalize();
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("bin/jboss-cli.sh").toString(), "--file=" + file)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JBOSS_HOME", home.toString());
        builder.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + base);
        builder.environment().put("RETRACE_DB_PASSWORD", "unset");
        builder.environment().put("RETRACE_KEYSTORE_PASSWORD", "unset");
        builder.environment().put("RETRACE_OIDC_PROVIDER", "http://unset");
        builder.environment().put("RETRACE_OIDC_CONSOLE_SECRET", "unset");
        builder.environment().put("RETRACE_OIDC_API_SECRET", "unset");
        Process process = builder.start();
        boolean ended = process.waitFor(CLI_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0)
                .as("%s", Files.readString(output))
                .isTrue();
    }
}
