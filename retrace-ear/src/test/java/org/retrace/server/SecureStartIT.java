// SPDX-License-Identifier: Apache-2.0
package org.retrace.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.classic.AnyCertificate;
import org.retrace.it.ServerHome;

/** A server that was started with {@code RETRACE_REQUIRE_HTTPS=true}. */
class SecureStartIT {

    private static ServerHome server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerHome.fresh("secure-home");
        server.environment().put("RETRACE_REQUIRE_HTTPS", "true");
        server.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.stop();
    }

    private static HttpResponse<String> get(URI address, String authorization)
            throws IOException, InterruptedException, GeneralSecurityException {
        HttpClient http =
                HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/statistics", "/api/v1/nothing"})
    void apiTakesNothingOverPlainHttp(String path) throws Exception {
        for (String authorization : new String[] {
            basic("viewer", server.password("viewer")), basic("viewer", "wrong"), "Bearer retrace_" + "A".repeat(43)
        }) {
            HttpResponse<String> answer = get(URI.create(server.uri("") + path), authorization);

            assertThat(answer.statusCode()).as(authorization).isEqualTo(403);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("You must use HTTPS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%61pi/v1/me", "/api;x=1/v1/me", "//api/v1/me", "/x/../api/v1/me"})
    void noSpellingOfAPathLeadsPastIt(String path) throws Exception {
        HttpResponse<String> answer =
                get(URI.create(server.uri("") + path), basic("viewer", server.password("viewer")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("You must use HTTPS");
    }

    @Test
    void apiAnswersOverHttps() throws Exception {
        String authorization = basic("viewer", server.password("viewer"));

        assertThat(get(server.secureUri("/api/v1/me"), authorization).statusCode())
                .isEqualTo(200);
        assertThat(get(server.secureUri("/api/v1/me"), basic("viewer", "wrong")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void classicInterfaceSaysItInItsOwnWords() throws Exception {
        assertThat(get(server.uri("/123"), "").body()).isEqualTo("You must use HTTPS");
        assertThat(get(server.uri("/settings"), "").statusCode()).isEqualTo(200);
    }

    @Test
    void launcherGoesOnWorking() throws IOException {
        ServerHome.Ended indexed = server.run(
                "index",
                Files.createDirectories(server.directory().resolve("no-packages"))
                        .toString());

        assertThat(indexed.status()).as(indexed.text()).isZero();
        assertThat(server.run("status").status()).isZero();
    }
}
