// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The forms of an upload and of its answer: content types, Expect, Idempotency-Key, X-Task-Sync, X-Task-Est-Time. */
@ExtendWith(SharedServer.class)
class UploadFormsIT {

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "application/x-tar, none, tar",
        "application/x-tar, gzip, tar",
        "application/x-gzip, gzip, tar",
        "application/gzip, gzip, tar",
        "application/x-xz-compressed-tar, xz, tar",
        "application/x-xz, xz, tar",
        "application/zstd, zstd, tar",
        "application/x-coredump, none, bare",
        "application/x-coredump+gzip, gzip, bare",
        "application/x-coredump+xz, xz, bare",
        "application/x-coredump+zstd, zstd, bare"
    })
    void everyFormOfACoredumpIsRetraced(String type, String compression, String form) throws IOException {
        byte[] content = form.equals("tar") ? Tar.ofCrash().bytes() : Tar.coredump();

        ClassicClient.Task task = task(Exchange.upload(server, compressed(compression, content), type));

        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-vmcore, none",
        "application/x-vmcore+gzip, gzip",
        "application/x-vmcore+xz, xz",
        "application/x-vmcore+zstd, zstd"
    })
    void everyFormOfAVmcoreIsStored(String type, String compression) throws IOException {
        ClassicClient.Task task =
                task(Exchange.upload(server, compressed(compression, Tar.coredump()), type, "X-Task-Type: 2"));

        assertThat(server.spool().resolve(task.id()).resolve("crash/vmcore")).hasBinaryContent(Tar.coredump());
    }

    @Test
    void asksForTheBodyAfterTheChecksOfTheHeaders() throws IOException {
        byte[] body = Tar.ofCrash().gzip();
        try (Exchange exchange = new Exchange(server)) {
            exchange.send(Exchange.head(
                    "POST /create",
                    "Content-Type: application/x-gzip",
                    "Content-Length: " + body.length,
                    "Expect: 100-continue"));
            assertThat(exchange.line()).startsWith("HTTP/1.1 100 ");
            while (!exchange.line().isEmpty()) {
                // headers of the interim answer
            }
            exchange.send(body);
            assertThat(exchange.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void refusesWithoutAskingForTheBody() throws IOException {
        Exchange.Answer answer = Exchange.ask(
                server,
                "POST /create",
                "Content-Type: application/x-gzip",
                "Content-Length: 1000",
                "Expect: 100-continue",
                "X-Task-Type: abc");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("X-Task-Type must be a number");
    }

    @Test
    void aRepeatedKeyGivesTheSameTask() throws IOException, java.sql.SQLException {
        byte[] body = Tar.ofCrash().gzip();
        String key = "Idempotency-Key: 7f1c0d1e-" + System.nanoTime();
        Exchange.Answer first = Exchange.upload(server, body, "application/x-gzip", key);
        int tasks = server.number("select count(*) from retrace_task");
        Exchange.Answer again = Exchange.upload(server, body, "application/x-gzip", key);

        assertThat(task(again)).isEqualTo(task(first));
        assertThat(server.number("select count(*) from retrace_task")).isEqualTo(tasks);
        assertThat(task(Exchange.upload(server, body, "application/x-gzip"))).isNotEqualTo(task(first));
    }

    @Test
    void aKeyOpensNothingToWhoHasNotTheUpload() throws IOException {
        String key = "Idempotency-Key: " + System.nanoTime();
        ClassicClient.Task task = task(Exchange.upload(server, Tar.ofCrash().gzip(), "application/x-gzip", key));
        Exchange.Answer other = Exchange.upload(
                server, Tar.ofCrash().file("package", "other-1-1").gzip(), "application/x-gzip", key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.headers().toString() + other.body()).doesNotContain(task.id(), task.password());
    }

    @Test
    void aSynchronousAnswerIsTheLogTheStatusAndTheBacktrace() throws IOException {
        Exchange.Answer answer = Exchange.upload(server, Tar.ofCrash().gzip(), "application/x-gzip", "X-Task-Sync: 1");
        ClassicClient.Task task = task(answer);
        String backtrace = client.get(task, "/backtrace").body();

        assertThat(answer.body())
                .contains("identify: started", "X-Task-Status: PENDING\n")
                .endsWith("X-Task-Status: FINISHED_SUCCESS\n" + backtrace);
    }

    @Test
    void aSynchronousAnswerComesWhileTheTaskRuns() throws IOException {
        byte[] body = Tar.ofCrash().gzip();
        ClassicClient.Task task;
        try (Exchange exchange = new Exchange(server)) {
            exchange.send(Exchange.head(
                    "POST /create?sync", "Content-Type: application/x-gzip", "Content-Length: " + body.length));
            exchange.send(body);
            String id = "";
            String password = "";
            assertThat(exchange.line()).startsWith("HTTP/1.1 201 ");
            for (String line = exchange.line(); !line.isEmpty(); line = exchange.line()) {
                id = line.startsWith("X-Task-Id: ") ? line.substring(11) : id;
                password = line.startsWith("X-Task-Password: ") ? line.substring(17) : password;
            }
            task = new ClassicClient.Task(id, password);
            assertThat(client.get(task, "").headers().firstValue("X-Task-Status"))
                    .contains("PENDING");
        }

        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
    }

    @Test
    void theTimeIsEstimatedFromHistory() throws IOException {
        client.await(task(Exchange.upload(server, Tar.ofCrash().gzip(), "application/x-gzip")));

        Exchange.Answer answer = Exchange.upload(server, Tar.ofCrash().gzip(), "application/x-gzip");

        assertThat(answer.header("x-task-est-time")).matches("[1-9][0-9]*");
    }

    @Test
    void historyIsPrunedToTheNewestHundred() throws IOException, java.sql.SQLException {
        server.execute("insert into package_time (package, release, seconds) select '', '', 1000"
                + " from generate_series(1, 150)");
        try {
            client.await(task(Exchange.upload(server, Tar.ofCrash().gzip(), "application/x-gzip")));
            Exchange.Answer answer = Exchange.upload(server, Tar.ofCrash().gzip(), "application/x-gzip");

            assertThat(server.number("select count(*) from package_time where package = '' and release = ''"))
                    .isEqualTo(100);
            assertThat(Integer.parseInt(answer.header("x-task-est-time"))).isBetween(900, 1000);
        } finally {
            server.execute("delete from package_time where seconds = 1000");
        }
    }

    private static ClassicClient.Task task(Exchange.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return new ClassicClient.Task(answer.header("x-task-id"), answer.header("x-task-password"));
    }

    private static byte[] compressed(String compression, byte[] content) throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        switch (compression) {
            case "none" -> result.write(content);
            case "gzip" -> result.write(Tar.gzip(content));
            case "xz" -> {
                try (OutputStream out = new XZOutputStream(result, new LZMA2Options(2))) {
                    out.write(content);
                }
            }
            case "zstd" -> {
                try (OutputStream out = new ZstdOutputStream(result)) {
                    out.write(content);
                }
            }
            default -> throw new AssertionError(compression + Arrays.toString(content));
        }
        return result.toByteArray();
    }
}
