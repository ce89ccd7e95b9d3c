// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ServerHome;

/** By what the launcher itself signs in: an account whose name nobody can know, and so nobody can shut. */
@ExtendWith(AccountServer.class)
class LauncherAccountIT {

    private static final String ME = "/api/v1/me";

    private final ServerHome server;

    LauncherAccountIT(ServerHome server) {
        this.server = server;
    }

    private Path secret() {
        return server.directory().resolve("secrets/launcher");
    }

    private String[] nameAndPassword() throws IOException {
        return Files.readString(secret()).strip().split(" ");
    }

    private void index() throws IOException {
        Path packages = Files.createDirectories(server.directory().resolve("no-packages"));
        ServerHome.Ended ended = server.run("index", packages.toString());
        assertThat(ended.status()).as(ended.text()).isZero();
    }

    @Test
    void launcherWorksByAnAccountOfItsOwn() throws IOException {
        String name = nameAndPassword()[0];
        index();

        assertThat(name).matches("launcher-[0-9a-f]{16}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret())))
                .isEqualTo("rw-------");
        assertThat(ApiClient.of(server, "admin")
                        .get("/api/v1/audit?action=PACKAGES_INDEXED&limit=1")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("identity"))
                .isEqualTo("embedded " + name);
        assertThat(server.run("user", "list").text()).containsPattern("(?m)^" + name + " +\\(this launcher\\)$");
    }

    @Test
    void launchersAccountIsNotForTheConsole() throws IOException {
        String[] launcher = nameAndPassword();
        ConsoleVisitor visitor = new ConsoleVisitor(server);
        visitor.submit(launcher[0], launcher[1]);

        assertThat(visitor.isIn()).isFalse();
        assertThat(ApiClient.of(server, launcher[0], launcher[1]).get(ME).status())
                .isEqualTo(200);
    }

    @Test
    void launcherThatHasLostItsAccountMakesAnotherAndTheOldOneIsGone() throws IOException {
        String[] old = nameAndPassword();
        Files.delete(secret());
        ServerHome.Ended without =
                server.run("index", server.directory().resolve("log").toString());
        assertThat(without.text()).contains("./retrace start makes it one");

        server.start();

        index();
        assertThat(nameAndPassword()[0]).isNotEqualTo(old[0]);
        assertThat(ApiClient.of(server, old[0], old[1])
                        .from("198.51.100.220")
                        .get(ME)
                        .status())
                .isEqualTo(401);
        assertThat(server.run("user", "list").text()).doesNotContain(old[0]);
    }
}
