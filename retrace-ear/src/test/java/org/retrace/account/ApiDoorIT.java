// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ServerHome;

/** The header by which somebody signs in to the API, in all the forms in which it may come. */
@ExtendWith(AccountServer.class)
class ApiDoorIT {

    private static final String ME = "/api/v1/me";
    private static final int GUESSES = 60;
    private static final int MILLISECONDS = 30_000;

    private final ServerHome server;

    ApiDoorIT(ServerHome server) {
        this.server = server;
    }

    /** A request from an address of loopback that is no trusted proxy; the status of its answer. */
    private int statusFromAStranger(String... headers) throws IOException {
        try (Socket socket =
                new Socket("127.0.0.1", server.uri("").getPort(), InetAddress.getByName("127.0.0.77"), 0)) {
            socket.setSoTimeout(MILLISECONDS);
            String request = "GET " + ME + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            String line = new String(answer.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer    ", "Bearer\t", " \t Bearer \t "})
    void schemeOfATokenCountsInAnyCaseAndWithAnyBlanks(String scheme) throws IOException {
        ApiClient viewer = ApiClient.of(server, "viewer");
        String token = Accounts.program(viewer, "of many forms").authorization().substring("Bearer ".length());

        assertThat(new ApiClient(server, scheme + token + " ", "192.0.2.60")
                        .get(ME)
                        .status())
                .isEqualTo(200);
        assertThat(new ApiClient(server, scheme + token + "x", "192.0.2.60")
                        .get(ME)
                        .status())
                .isEqualTo(401);
        assertThat(new ApiClient(server, scheme.strip() + token, "192.0.2.60")
                        .get(ME)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void twoHeadersAreOneTooMany() throws IOException {
        ApiClient viewer = ApiClient.of(server, "viewer");
        ApiClient admin = ApiClient.of(server, "admin");
        for (String other : List.of(viewer.authorization(), admin.authorization(), "Bearer x", "")) {
            ApiClient.Answer answer = viewer.send("GET", ME, "", List.of("Authorization", other));

            assertThat(answer.status()).as(other).isEqualTo(400);
            assertThat(answer.json().getString("detail")).contains("more than one header Authorization");
        }
    }

    @Test
    void expiredRevokedAndUnknownTokensAreRefusedWithTheSameSentence() throws IOException, SQLException {
        ApiClient viewer = ApiClient.of(server, "viewer");
        ApiClient expired = Accounts.program(viewer, "soon expired");
        ApiClient revoked = Accounts.program(viewer, "soon revoked");
        server.execute("update access_token set expires_at = now() where name = 'soon expired'");
        server.execute("update access_token set revoked_at = now() where name = 'soon revoked'");
        String unknown = viewer.with("Bearer retrace_" + "A".repeat(43))
                .get(ME)
                .response()
                .body();

        assertThat(unknown).contains("the token is not known, has expired or was revoked");
        assertThat(expired.get(ME).response().body()).isEqualTo(unknown);
        assertThat(revoked.get(ME).response().body()).isEqualTo(unknown);
    }

    @Test
    void headerThatIsLongIsReadOrRefusedAndTheServerGoesOn() throws IOException {
        ApiClient viewer = ApiClient.of(server, "viewer");
        for (String scheme : List.of("Basic ", "Bearer ", "Bearer retrace_", "")) {
            for (int length : new int[] {15_000, 16_384, 17_000}) {
                ApiClient.Answer answer = new ApiClient(server, scheme + "A".repeat(length), "192.0.2.61").get(ME);

                assertThat(answer.status()).as(scheme + length).isIn(400, 401, 431);
            }
        }

        assertThat(viewer.get(ME).status()).isEqualTo(200);
    }

    @Test
    void addressThatAStrangerMakesUpChangesNothing() throws IOException {
        for (int i = 0; i < GUESSES; i++) {
            assertThat(statusFromAStranger("Authorization: Bearer x", "X-Forwarded-For: 203.0.113." + i))
                    .isEqualTo(401);
        }

        for (String trick : List.of(
                "X-Forwarded-For: 203.0.113.200",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-For: ",
                "x-forwarded-for: 203.0.113.1, 203.0.113.2\r\nX-Forwarded-For: 203.0.113.3",
                "Forwarded: for=203.0.113.4",
                "X-Real-IP: 203.0.113.5",
                "X-Forwarded: 203.0.113.6")) {
            assertThat(statusFromAStranger("Authorization: Bearer x", trick))
                    .as(trick)
                    .isEqualTo(429);
        }
        assertThat(statusFromAStranger()).isEqualTo(401);
    }

    @Test
    void addressThatSomebodyPutsBeforeTheirOwnChangesNothing() throws IOException {
        for (int i = 0; i < GUESSES; i++) {
            ApiClient guesser = new ApiClient(server, "Bearer x", "198.51.100." + i + ", 203.0.113.77");
            assertThat(guesser.get(ME).status()).isEqualTo(401);
        }

        assertThat(new ApiClient(server, "Bearer x", "198.51.100.99, 203.0.113.77")
                        .get(ME)
                        .status())
                .isEqualTo(429);
        assertThat(new ApiClient(server, "Bearer x", "203.0.113.77").get(ME).status())
                .isEqualTo(429);
        assertThat(new ApiClient(server, "Bearer x", "203.0.113.77, 198.51.100.99")
                        .get(ME)
                        .status())
                .isEqualTo(401);
    }
}
