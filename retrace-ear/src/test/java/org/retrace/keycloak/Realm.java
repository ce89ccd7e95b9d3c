// SPDX-License-Identifier: Apache-2.0
package org.retrace.keycloak;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;

/**
 * A realm of a running Keycloak: what its administrator changes in it, and who gets tokens from it.
 *
 * @param server the address of the Keycloak
 * @param name the name of the realm
 */
record Realm(URI server, String name) {

    /** Its address, by which tokens name their issuer. */
    URI address() {
        return server.resolve("/realms/" + name);
    }

    /** Another realm of the same Keycloak, made of the file that ships. */
    Realm twin(String other) throws IOException {
        var text = Files.readString(Keycloak.REALM)
                .replace("\"realm\": \"retrace\"", "\"realm\": \"" + other + "\"")
                .replace("${RETRACE_CONSOLE_URL}", "https://elsewhere.example.org/console");
        done(Call.json("POST", server.resolve("/admin/realms"), text, authorization()));
        return new Realm(server, other);
    }

    /** Somebody new, with the password that {@link #password} tells. */
    void addPerson(String person, String... roles) throws IOException {
        var body =
                """
                {"username": "%1$s", "enabled": true, "firstName": "%2$s", "lastName": "Example",
                 "email": "%1$s@example.org", "emailVerified": true,
                 "credentials": [{"type": "password", "value": "%3$s"}]}
                """
                        .formatted(person, firstName(person), password(person));
        done(change("POST", "/users", body));
        for (var role : roles) {
            give(person, role);
        }
    }

    static String password(String person) {
        return "password of " + person;
    }

    /** The name that {@link #addPerson} gives somebody for others to see. */
    static String displayName(String person) {
        return firstName(person) + " Example";
    }

    private static String firstName(String person) {
        return person.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + person.substring(1);
    }

    void give(String person, String role) throws IOException {
        done(change("POST", roles(person), "[" + ask("/roles/" + role) + "]"));
    }

    void take(String person, String role) throws IOException {
        done(change("DELETE", roles(person), "[" + ask("/roles/" + role) + "]"));
    }

    private String roles(String person) throws IOException {
        return "/users/" + id(person) + "/role-mappings/realm";
    }

    /** How many sessions somebody has. */
    int sessions(String person) throws IOException {
        return ask("/users/" + id(person) + "/sessions").asJsonArray().size();
    }

    /** Ends all of them. */
    void endSessions(String person) throws IOException {
        done(change("POST", "/users/" + id(person) + "/logout", ""));
    }

    /** How long tokens count that it gives from now on. */
    void setTokenSeconds(int seconds) throws IOException {
        done(change("PUT", "", "{\"accessTokenLifespan\": " + seconds + "}"));
    }

    /** Another program's client, whose tokens say nothing of our API. */
    void addClient(String client) throws IOException {
        done(change(
                "POST",
                "/clients",
                "{\"clientId\": \"" + client
                        + "\", \"serviceAccountsEnabled\": true, \"standardFlowEnabled\": false}"));
    }

    /** What Keycloak made up when the client was made. */
    String secret(String client) throws IOException {
        var found = ask("/clients?clientId=" + client).asJsonArray().getJsonObject(0);
        return ask("/clients/" + found.getString("id") + "/client-secret")
                .asJsonObject()
                .getString("value");
    }

    /** All that somebody gets who gives their password to the API's client. */
    JsonObject tokens(String person) throws IOException {
        return tokens(
                "retrace-api",
                Map.of("grant_type", "password", "scope", "openid", "username", person, "password", password(person)));
    }

    String token(String person) throws IOException {
        return tokens(person).getString("access_token");
    }

    /** The token of a program. */
    String programToken(String client) throws IOException {
        return tokens(client, Map.of("grant_type", "client_credentials")).getString("access_token");
    }

    private JsonObject tokens(String client, Map<String, String> fields) throws IOException {
        var authorization = basic(client, secret(client));
        var answer = Call.form(
                server.resolve("/realms/" + name + "/protocol/openid-connect/token"),
                fields,
                "Authorization",
                authorization);
        return read(done(answer)).asJsonObject();
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The key that its tokens are signed with. */
    JsonObject signingKey() throws IOException {
        var answer = Call.get(server.resolve("/realms/" + name + "/protocol/openid-connect/certs"));
        return read(done(answer)).asJsonObject().getJsonArray("keys").stream()
                .map(JsonValue::asJsonObject)
                .filter(key -> key.getString("use").equals("sig"))
                .findFirst()
                .orElseThrow();
    }

    private String id(String person) throws IOException {
        return ask("/users?exact=true&username=" + person)
                .asJsonArray()
                .getJsonObject(0)
                .getString("id");
    }

    private JsonStructure ask(String path) throws IOException {
        return read(done(Call.get(administration(path), authorization())));
    }

    private HttpResponse<String> change(String method, String path, String body) throws IOException {
        return Call.json(method, administration(path), body, authorization());
    }

    private URI administration(String path) {
        return server.resolve("/admin/realms/" + name + path);
    }

    private String[] authorization() throws IOException {
        var answer = Call.form(
                server.resolve("/realms/master/protocol/openid-connect/token"),
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        Keycloak.ADMINISTRATOR,
                        "password",
                        Keycloak.ADMINISTRATOR));
        return new String[] {
            "Authorization", "Bearer " + read(done(answer)).asJsonObject().getString("access_token")
        };
    }

    private static String done(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static JsonStructure read(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.read();
        }
    }
}
