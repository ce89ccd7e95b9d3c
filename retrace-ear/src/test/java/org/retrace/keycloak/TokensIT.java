// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** Tokens of Keycloak at the API: those that count, and all kinds that do not. */
@ExtendWith(KeycloakServer.class)
class TokensIT {

    private static final String READ = "/api/v1/repositories";
    private static final String WRITE = "/api/v1/repositories/nosuch-1-x86_64/syncs";

    private final Realm realm;
    private final ServerHome server;

    TokensIT(Realm realm, ServerHome server) {
        this.realm = realm;
        this.server = server;
    }

    @BeforeAll
    static void people(Realm realm) throws IOException {
        for (var role : new String[] {"admin", "core-dev", "debugger", "viewer"}) {
            realm.addPerson("token-" + role, role);
        }
        realm.addPerson("token-nobody");
        realm.give("service-account-retrace-api", "admin");
        realm.addClient("elsewhere");
        realm.give("service-account-elsewhere", "admin");
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "token-admin, 200, 404",
        "token-core-dev, 200, 403",
        "token-debugger, 200, 403",
        "token-viewer, 200, 403",
        "token-nobody, 403, 403"
    })
    void allowsWhatTheRolesAllow(String person, int read, int write) throws IOException {
        var token = realm.token(person);

        assertThat(get(token).statusCode()).isEqualTo(read);
        assertThat(Call.post(server.uri(WRITE), "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(write);
    }

    @Test
    void programsComeAsThemselves() throws IOException {
        assertThat(get(realm.programToken("retrace-api")).statusCode()).isEqualTo(200);
    }

    @Test
    void launcherIsAProgram() throws IOException {
        var said = server.run("reposync", "nosuch", "1", "x86_64");

        assertThat(said.text()).contains("there is no distribution called nosuch");
    }

    @Test
    void somebodyIsKnownByIssuerAndName() throws IOException {
        var answer = Call.get(server.uri("/api/v1/me"), "Authorization", "Bearer " + realm.token("token-viewer"));

        assertThat(answer.body())
                .contains("\"issuer\":\"" + realm.address() + "\"", "\"name\":\"Token-viewer Example\"")
                .contains("\"roles\":[\"viewer\"]");
    }

    @Test
    void nameAndPasswordOfKeycloakCount() throws IOException {
        var person = "token-viewer";

        assertThat(basic(person, Realm.password(person)).statusCode()).isEqualTo(200);
        assertThat(basic(person, "wrong").statusCode()).isEqualTo(401);
        assertThat(basic("admin", server.password("admin")).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesTokensThatAreForged() throws IOException, GeneralSecurityException {
        var genuine = realm.token("token-admin");
        var made = MadeToken.of(genuine, realm.signingKey());
        var secret = realm.secret("retrace-api").getBytes(StandardCharsets.UTF_8);
        var forged = new TreeMap<String, String>(Map.of(
                "unsigned", made.unsigned(true),
                "unsigned, without a key's name", made.unsigned(false),
                "public key as secret", made.signedWithPublicKey(),
                "client's secret", made.signedWithSecret(secret, true),
                "client's secret, without a key's name", made.signedWithSecret(secret, false),
                "another key", made.signedByAnother(),
                "other roles", MadeToken.promoted(realm.token("token-viewer"), "\"viewer\"", "\"admin\""),
                "no signature", genuine.substring(0, genuine.lastIndexOf('.') + 1),
                "no token", "a.b.c"));

        assertThat(get(genuine).statusCode()).isEqualTo(200);
        for (var each : forged.entrySet()) {
            assertRefused(each.getKey(), each.getValue());
        }
    }

    @Test
    void refusesTokensThatAreForSomethingElse() throws IOException {
        var tokens = realm.tokens("token-admin");

        assertRefused("an ID token", tokens.getString("id_token"));
        assertRefused("a refresh token", tokens.getString("refresh_token"));
        assertRefused("a token of another client", realm.programToken("elsewhere"));
    }

    @Test
    void refusesTokensOfAnotherRealm() throws IOException {
        var foreign = realm.twin("foreign");
        foreign.addPerson("token-admin", "admin");

        assertRefused("a token of another realm", foreign.token("token-admin"));
    }

    @Test
    void tokenEndsWithItsTime() throws IOException {
        realm.setTokenSeconds(3);
        try {
            var token = realm.token("token-viewer");
            assertThat(get(token).statusCode()).isEqualTo(200);

            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
            while (get(token).statusCode() == 200) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            assertRefused("an expired token", token);
        } finally {
            realm.setTokenSeconds(60);
        }
    }

    @Test
    void tokenInAnAddressIsNone() throws IOException {
        var address = server.uri(READ + "?access_token=" + realm.token("token-viewer"));

        assertThat(Call.get(address).statusCode()).isEqualTo(401);
    }

    @Test
    void classicInterfaceAsksNobody() throws IOException {
        TestDistribution.build();
        var settings = server.uri("/settings");

        assertThat(Call.get(settings).statusCode()).isEqualTo(200);
        assertThat(Call.get(settings, "Authorization", "Bearer a.b.c").statusCode())
                .isEqualTo(200);
        assertThat(Call.get(settings, "Authorization", Realm.basic("token-viewer", "wrong"))
                        .statusCode())
                .isEqualTo(200);
        var client = new ClassicClient(server);
        assertThat(client.upload(TestDistribution.archive("null", "tar.gz")).id())
                .isNotEmpty();
    }

    private void assertRefused(String what, String token) throws IOException {
        var answer = get(token);
        assertThat(answer.statusCode()).as(what).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).as(what).hasValue("application/problem+json");
    }

    private HttpResponse<String> get(String token) throws IOException {
        return Call.get(uri(), "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> basic(String name, String password) throws IOException {
        return Call.get(uri(), "Authorization", Realm.basic(name, password));
    }

    private URI uri() {
        return server.uri(READ);
    }
}
