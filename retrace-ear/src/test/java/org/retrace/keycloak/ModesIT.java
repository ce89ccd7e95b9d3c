// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.browser.Browser;
import org.retrace.it.ServerHome;

/** Whose accounts count, as administrators choose it with the launcher: there, back, and over restarts. */
@ExtendWith(KeycloakServer.class)
class ModesIT {

    private final Realm realm;
    private final ServerHome server;

    ModesIT(Realm realm) throws IOException {
        this.realm = realm;
        server = ServerHome.fresh("modes-home");
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
    }

    @Test
    void everyChoiceHoldsUntilTheNextOne() throws IOException {
        server.start();
        var before = Files.readString(configuration());
        assertOwnAccountsCount();

        assertThat(KeycloakServer.choose(server, realm))
                .contains(realm.address().toString());
        assertKeycloakCounts();
        assertSecretsAreKept();
        restart();
        assertKeycloakCounts();
        assertThat(said()).contains(realm.address().toString());

        KeycloakServer.done(server.run("accounts", "embedded"));
        assertOwnAccountsCount();
        assertThat(Files.readString(configuration())).isEqualTo(before);
        assertThat(server.directory().resolve("secrets/oidc-console")).doesNotExist();
        restart();
        assertOwnAccountsCount();
        assertThat(said())
                .contains("own accounts")
                .doesNotContain(realm.address().toString());
        signInAsAdministrator();
    }

    @Test
    void refusesWhatIsNoKeycloak() throws IOException {
        var secret = Files.writeString(Files.createTempFile("some", ".secret"), "some");
        var refused = server.run(
                "accounts",
                "keycloak",
                "--provider",
                realm.address() + "-of-nobody",
                "--client-secret-file",
                secret.toString(),
                "--api-secret-file",
                secret.toString());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.text()).contains("does not answer as the realm of a Keycloak");
        assertThat(said()).contains("own accounts");
    }

    private void assertOwnAccountsCount() throws IOException {
        assertThat(api(Realm.basic("admin", server.password("admin")))).isEqualTo(200);
        assertThat(api("Bearer " + realm.programToken("retrace-api"))).isEqualTo(401);
        assertThat(Call.get(server.uri("/console/overview.xhtml")).body()).contains("j_security_check");
    }

    private void assertKeycloakCounts() throws IOException {
        assertThat(api(Realm.basic("admin", server.password("admin")))).isEqualTo(401);
        assertThat(api("Bearer " + realm.programToken("retrace-api"))).isIn(200, 403);
        var asked = Call.get(server.uri("/console/overview.xhtml"), "Accept", "text/html");
        assertThat(asked.headers().firstValue("Location")).hasValueSatisfying(place -> assertThat(place)
                .startsWith(realm.address().toString()));
    }

    private void assertSecretsAreKept() throws IOException {
        var secret = realm.secret("retrace-console");
        var file = server.directory().resolve("secrets/oidc-console");

        assertThat(file).hasContent(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(configuration()).content().doesNotContain(secret);
        assertThat(ProcessHandle.of(server.serverPid()).orElseThrow().info().commandLine())
                .hasValueSatisfying(line -> assertThat(line).doesNotContain(secret));
    }

    private void signInAsAdministrator() throws IOException {
        try (var browser = Browser.before(server)) {
            browser.begin();
            browser.signIn("admin");
            assertThat(browser.text(".who strong")).isEqualTo("admin");
        }
    }

    private int api(String authorization) throws IOException {
        return Call.get(server.uri("/api/v1/repositories"), "Authorization", authorization)
                .statusCode();
    }

    private String said() throws IOException {
        return KeycloakServer.done(server.run("accounts"));
    }

    private void restart() throws IOException {
        server.stop();
        server.start();
    }

    private Path configuration() {
        return server.directory().resolve("server/configuration/standalone.xml");
    }
}
