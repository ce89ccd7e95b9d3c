// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What the realm that ships promises. */
class RealmFileTest {

    @Test
    void tokensEndAfterAMinuteAndGuessingIsSlowedDown() throws IOException {
        assertThat(realm().getInt("accessTokenLifespan")).isEqualTo(60);
        assertThat(realm().getBoolean("bruteForceProtected")).isTrue();
        assertThat(realm().getString("sslRequired")).isEqualTo("external");
    }

    @Test
    void hasTheRolesAndNobodyInIt() throws IOException {
        assertThat(realm().getJsonObject("roles").getJsonArray("realm"))
                .extracting(role -> role.asJsonObject().getString("name"))
                .containsExactlyInAnyOrder("admin", "core-dev", "debugger", "viewer");
        assertThat(realm()).doesNotContainKey("users");
    }

    @Test
    void holdsNoSecret() throws IOException {
        assertThat(realm().getJsonArray("clients"))
                .allSatisfy(client -> assertThat(client.asJsonObject()).doesNotContainKey("secret"));
    }

    @Test
    void peopleAreLedToOneAddressOnly() throws IOException {
        var console = client("retrace-console");

        assertThat(console.getJsonArray("redirectUris").getValuesAs(JsonString::getString))
                .containsExactly("${RETRACE_CONSOLE_URL}/signed-in");
        assertThat(console.getJsonObject("attributes").getString("post.logout.redirect.uris"))
                .isEqualTo("${RETRACE_CONSOLE_URL}/");
        assertThat(console.getBoolean("publicClient")).isFalse();
        assertThat(console.getBoolean("directAccessGrantsEnabled")).isFalse();
        assertThat(client("retrace-api").getBoolean("standardFlowEnabled")).isFalse();
    }

    private static JsonObject client(String name) throws IOException {
        return realm().getJsonArray("clients").stream()
                .map(JsonValue::asJsonObject)
                .filter(client -> client.getString("clientId").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject realm() throws IOException {
        try (var reader = Json.createReader(Files.newBufferedReader(Keycloak.REALM))) {
            return reader.readObject();
        }
    }
}
