// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.account.ApiClient;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** The forms of an upload by the API: archives, single files, forms of a browser, keys; and what is none. */
@ExtendWith(SharedServer.class)
class TaskFormsIT {

    private static final String FORM = "multipart/form-data; boundary=--xyz";
    private static final String DISPOSITION = "Content-Disposition: form-data; name=\"crash\"; filename=\"crash\"\r\n";

    private final ServerHome server = SharedServer.home();
    private final ClassicClient classic = new ClassicClient(server);
    private final TaskClient viewer;

    TaskFormsIT() throws IOException {
        viewer = TaskClient.of(server, "viewer");
    }

    private static byte[] archive() throws IOException {
        return Files.readAllBytes(TestDistribution.archive("null", "tar.gz"));
    }

    private static byte[] coredump() throws IOException {
        return Files.readAllBytes(TestDistribution.crash("null").resolve("coredump"));
    }

    private static byte[] form(byte[] file, String... headers) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(("----xyz\r\n" + DISPOSITION).getBytes(StandardCharsets.US_ASCII));
        for (String header : headers) {
            form.write((header + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        form.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        form.write(file);
        form.write("\r\n----xyz--\r\n".getBytes(StandardCharsets.US_ASCII));
        return form.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"archive", "archive of a form", "coredump of a form"})
    void everyFormOfACrashBecomesATaskOfWhoeverSentIt(String form) throws IOException {
        ApiClient.Answer answer =
                switch (form) {
                    case "archive" -> viewer.post(archive(), "application/x-gzip");
                    case "archive of a form" -> viewer.post(form(archive()), FORM);
                    default -> viewer.post(form(coredump(), "Content-Type: application/x-coredump"), FORM);
                };

        TaskClient.Task task = TaskClient.task(answer, 201);
        assertThat(answer.header("Location")).isEqualTo(task.path());
        assertThat(task.json().getJsonObject("owner").getString("name")).isEqualTo("viewer");
        assertThat(classic.await(task.classic()).status()).isEqualTo("FINISHED_SUCCESS");
        assertThat(task.json().getInt("coredumpBytes")).isEqualTo(coredump().length);
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no form                                                            | 400
            ----xyz--N                                                         | 400
            ----xyzNContent-Disposition: form-data; name="a"NNbytesN----xyz--N | 400
            ----xyzNDNbytes                                                    | 400
            ----xyzNDNbytesN----xyzN                                           | 400
            ----xyzNDNbytesN----xyz--N                                         | 400
            ----xyzNDContent-Type: text/htmlNNbytesN----xyz--N                 | 415
            """)
    void whatIsNoFormWithACrashIsRefusedAndLeavesNothing(String form, int status) throws Exception {
        String body = form.replace("N", "\r\n").replace("\nD", "\n" + DISPOSITION);

        refused(viewer.post(body.getBytes(StandardCharsets.US_ASCII), FORM), status);
    }

    @Test
    void aFormWithMoreThanTheFileIsRefusedAndLeavesNothing() throws Exception {
        byte[] one = form(archive());
        String more = "----xyz\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n1\r\n----xyz--\r\n";
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(one, 0, one.length - "----xyz--\r\n".length());
        both.write(more.getBytes(StandardCharsets.US_ASCII));

        refused(viewer.post(both.toByteArray(), FORM), 400);
        refused(viewer.post(form(archive(), "X: " + "y".repeat(10_000)), FORM), 400);
        refused(viewer.post(form(archive()), "multipart/form-data"), 400);
        refused(viewer.post(form(archive()), "multipart/form-data; boundary=other"), 400);
    }

    private void refused(ApiClient.Answer answer, int status) throws IOException, SQLException {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        try (DirectoryStream<Path> left = Files.newDirectoryStream(server.spool(), ".incoming-*")) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatTheClassicInterfaceRefusesIsRefusedHereWithAProblem() throws Exception {
        byte[] archive = archive();
        refused(viewer.post(archive, "text/plain"), 415);
        refused(viewer.post("no archive".getBytes(StandardCharsets.US_ASCII), "application/x-gzip"), 400);
        refused(viewer.post(archive, "application/x-gzip", "X-Task-Type", "abc"), 400);
        refused(viewer.post(archive, "application/x-gzip", "X-Task-Type", "3"), 409);
        refused(viewer.post(archive, "application/x-gzip", "Idempotency-Key", "x".repeat(256)), 400);
        refused(
                viewer.send(
                        "POST",
                        TaskClient.TASKS,
                        HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(archive)),
                        "Content-Type",
                        "application/x-gzip"),
                411);
        ApiClient.Answer answer = viewer.send(
                "POST",
                TaskClient.TASKS + "?sync=1",
                HttpRequest.BodyPublishers.ofByteArray(archive),
                "Content-Type",
                "application/x-gzip");
        refused(answer, 400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("sync");
    }

    @Test
    void aRepeatedKeyGivesTheSameTaskToTheSamePersonAlone() throws IOException {
        String key = "key " + System.nanoTime();
        byte[] archive = archive();
        TaskClient.Task first =
                TaskClient.task(viewer.post(archive, "application/x-gzip", "Idempotency-Key", key), 201);
        TaskClient.Task again =
                TaskClient.task(viewer.post(archive, "application/x-gzip", "Idempotency-Key", key), 201);
        TaskClient.Task others = TaskClient.task(
                TaskClient.of(server, "debugger").post(archive, "application/x-gzip", "Idempotency-Key", key), 201);
        String nobodys = classic.post(
                        TestDistribution.archive("null", "tar.gz"), "application/x-gzip", "Idempotency-Key", key)
                .headers()
                .firstValue("X-Task-Id")
                .orElseThrow();
        ApiClient.Answer other =
                viewer.post(form(coredump(), "Content-Type: application/x-coredump"), FORM, "Idempotency-Key", key);

        assertThat(again.classic()).isEqualTo(first.classic());
        assertThat(others.id()).isNotEqualTo(first.id());
        assertThat(nobodys).isNotIn(first.classic().id(), others.classic().id());
        assertThat(other.status()).isEqualTo(422);
    }
}
