// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** The bytes of three generations of clients, from the first question to the log. */
@ExtendWith(SharedServer.class)
class OldClientsIT {

    private final ServerHome server = SharedServer.home();

    /** How each generation asks. */
    enum Generation {
        /** HTTP written by hand over NSS: reads to the end of the connection, and cannot read chunks. */
        NSS("Content-Length: 0", "Connection: close", "Accept-Language: en_US.UTF-8", "Accept-Charset: "),
        /** libsoup 2. */
        LIBSOUP2(
                "User-Agent: abrt/2.10.9 libsoup/2.62.3",
                "Accept-Encoding: gzip, deflate",
                "Accept-Language: en_US.UTF-8",
                "Accept-Charset: UTF-8",
                "Connection: Keep-Alive"),
        /** libsoup 3. */
        LIBSOUP3(
                "User-Agent: abrt-retrace-client/2.17.5 libsoup/3.4.4",
                "Accept-Encoding: gzip, deflate, br",
                "Accept-Language: en-US, en;q=0.9, *;q=0.1",
                "Connection: Keep-Alive");

        private final String headers;

        Generation(String... headers) {
            this.headers = String.join("\n", headers);
        }

        List<String> lines() {
            return new ArrayList<>(List.of(headers.split("\n", -1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesFromSettingsToTheBacktrace(Generation client) throws IOException {
        assertThat(get(client, "/settings").body()).contains("supported_formats application/x-gzip");
        Exchange.Answer known = get(client, "/checkpackage", "X-Package-NVR: toaster-1.0-1", "X-Package-Arch: x86_64");
        assertThat(known.status()).isEqualTo(302);
        Exchange.Answer created = upload(client, "X-Task-Type: 0");
        assertThat(created.status()).isEqualTo(201);
        String id = created.header("x-task-id");
        String password = "X-Task-Password: " + created.header("x-task-password");

        Exchange.Answer status = get(client, "/" + id, password);
        while (status.header("x-task-status").startsWith("PENDING")) {
            assertThat(status.body()).isNotEmpty();
            status = get(client, "/" + id, password);
        }

        assertThat(status.header("x-task-status")).isEqualTo("FINISHED_SUCCESS");
        assertThat(status.body()).isEqualTo("Retrace job finished successfully");
        assertThat(get(client, "/" + id + "/backtrace", password).body()).startsWith("Thread 1 ");
        assertThat(get(client, "/" + id + "/exploitable", password).body()).startsWith("Likely crash reason: ");
        assertThat(get(client, "/" + id + "/log", password).body()).contains("clean:");
    }

    @ParameterizedTest
    @EnumSource
    void readsARefusalThatComesBeforeItHasSentEverything(Generation client) throws IOException {
        byte[] body = new byte[4 << 20];
        List<String> lines = client.lines();
        lines.remove("Content-Length: 0");
        lines.add("Content-Type: application/x-foo");
        lines.add("Content-Length: " + body.length);
        try (Exchange exchange = new Exchange(server)) {
            exchange.send(head("POST /create", lines));
            exchange.send(body);
            Exchange.Answer answer = exchange.answer();
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body()).isEqualTo("Specified archive format is not supported");
        }
    }

    private Exchange.Answer upload(Generation client, String header) throws IOException {
        byte[] body = Files.readAllBytes(TestDistribution.archive("null", "tar.xz"));
        List<String> lines = client.lines();
        lines.remove("Content-Length: 0");
        lines.add("Content-Type: application/x-xz-compressed-tar");
        lines.add("Content-Length: " + body.length);
        lines.add(header);
        boolean waits = client != Generation.NSS;
        if (waits) {
            lines.add("Expect: 100-continue");
        }
        try (Exchange exchange = new Exchange(server)) {
            exchange.send(head("POST /create", lines));
            if (waits) {
                assertThat(exchange.line()).startsWith("HTTP/1.1 100 ");
                while (!exchange.line().isEmpty()) {
                    // headers of the interim answer
                }
            }
            exchange.send(body);
            return exchange.answer();
        }
    }

    private Exchange.Answer get(Generation client, String path, String... headers) throws IOException {
        List<String> lines = client.lines();
        lines.addAll(List.of(headers));
        try (Exchange exchange = new Exchange(server)) {
            exchange.send(head("GET " + path, lines));
            return client == Generation.NSS ? exchange.answer() : exchange.answerOfLength();
        }
    }

    private static byte[] head(String request, List<String> lines) {
        return (request + " HTTP/1.1\r\nHost: retrace.example.org\r\n" + String.join("\r\n", lines) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
