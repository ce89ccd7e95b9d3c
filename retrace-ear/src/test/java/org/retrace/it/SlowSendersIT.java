// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send slowly, or nothing, keep nobody else from being answered, and are let go. */
@ExtendWith(SharedServer.class)
class SlowSendersIT {

    private static final int MANY = 460;
    private static final String END = "\r\n\r\n";
    private static final String UPLOAD = "POST /create HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-gzip";
    private static final String THEME = "POST /console/theme HTTP/1.1\r\nHost: x";
    private static final String FULL = "Retrace server is fully loaded at the moment";

    private final ServerHome server = SharedServer.home();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /123                 | Content-Length: 9999",
                "GET /settings             | Content-Length: 9999",
                "GET /settings             | Transfer-Encoding: chunked",
                "POST /create              | Transfer-Encoding: chunked",
                "POST /create              | Content-Length: 9999\\Authorization: Basic eDp4",
                "POST /api/v1/repositories | Content-Length: 9999",
                "POST /console/theme       | Content-Length: 9999\\Content-Type: application/x-www-form-urlencoded",
                "POST /console/theme       | Content-Length: 9999\\Expect: 100-continue",
                "POST /console/login.xhtml | Content-Length: 9999999",
            })
    void answersOthersWhileManySendAByteAndWait(String target, String headers) throws IOException {
        for (int i = 0; i < MANY; i++) {
            begin(target + " HTTP/1.1\r\nHost: x\r\n" + headers.replace("\\", "\r\n") + END + "5");
        }

        assertOthersAreAnswered();
    }

    @Test
    void answersOthersWhileManySendHalfAHeader() throws IOException {
        for (int i = 0; i < MANY; i++) {
            begin("GET /settings HTTP/1.1\r\nHos");
        }

        assertOthersAreAnswered();
    }

    @Test
    void refusesMoreUploadsThanThereArePlacesAndLetsTheClientReadIt() throws IOException {
        for (int i = 0; i < MANY; i++) {
            begin(UPLOAD + "\r\nContent-Length: 9999" + END + "\u001f");
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!uploadOfMebibytes().startsWith("HTTP/1.1 503 ") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }

        assertThat(uploadOfMebibytes())
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: ", "Connection: close")
                .endsWith(FULL);
        assertOthersAreAnswered();
    }

    @Test
    void letsSlowSendersGo() throws IOException {
        Socket silent = begin(UPLOAD + "\r\nContent-Length: 9999" + END + "\u001f");
        Socket silentConsole = begin(THEME + "\r\nContent-Length: 9999" + END + "t");
        Socket silentHeader = begin(THEME);
        Socket trickling = begin(UPLOAD + "\r\nContent-Length: 9999" + END);

        assertThat(trickle(trickling)).startsWith("HTTP/1.1 408 ").endsWith("The request came too slowly");
        assertThat(answer(silent)).startsWith("HTTP/1.1 408 ");
        assertThat(answer(silentConsole)).isEmpty();
        assertThat(answer(silentHeader)).isEmpty();
    }

    @Test
    void takesABodyThatComesAfterItsHeader() throws IOException {
        Socket socket = begin(THEME + "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded"
                + "\r\nContent-Length: 10" + END);
        assertOthersAreAnswered();
        send(socket, "theme=dark");

        assertThat(answer(socket)).startsWith("HTTP/1.1 302 ").contains("retrace-theme=dark");
    }

    @ParameterizedTest
    @CsvSource({"Transfer-Encoding: chunked, 411", "Content-Length: 100000, 413", "Expect: 100-continue, 417"})
    void takesNoLargeBodyButUploads(String header, int status) throws IOException {
        Socket socket = begin(THEME + "\r\nConnection: close\r\n" + header + END);

        assertThat(answer(socket)).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/settings", "/console/login.xhtml"})
    void looksAtCredentialsWhereSomeAreAskedForOnly(String path) throws IOException {
        Socket socket =
                begin("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic eDp4" + END);

        assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
    }

    private void assertOthersAreAnswered() throws IOException {
        for (String path : List.of("/settings", "/console/login.xhtml")) {
            Socket other = begin("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close" + END);
            other.setSoTimeout(10_000);
            assertThat(answer(other)).startsWith("HTTP/1.1 200 ");
        }
    }

    /** What is answered to an upload that is no archive, after all of it was sent. */
    private String uploadOfMebibytes() throws IOException {
        Socket socket = begin(UPLOAD + "\r\nContent-Length: " + (8 << 20) + END);
        for (int i = 0; i < 8; i++) {
            send(socket, "x".repeat(1 << 20));
        }
        return answer(socket);
    }

    /** Sends a byte a second, for a minute at most, until there is an answer. */
    private static String trickle(Socket socket) throws IOException {
        socket.setSoTimeout(1000);
        for (int second = 0; second < 60; second++) {
            send(socket, "\u001f");
            try {
                char first = (char) socket.getInputStream().read();
                socket.setSoTimeout(60_000);
                return first + answer(socket);
            } catch (SocketTimeoutException e) {
                // the second is over
            }
        }
        throw new AssertionError("a byte a second was borne for a minute");
    }

    private Socket begin(String bytes) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort());
        sockets.add(socket);
        socket.setSoTimeout(60_000);
        send(socket, bytes);
        return socket;
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    /** Everything up to the end of the connection. */
    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
