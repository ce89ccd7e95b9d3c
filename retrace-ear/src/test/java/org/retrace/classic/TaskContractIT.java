// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** What is answered of a task, each row of the contract's table by its path. */
@ExtendWith(SharedServer.class)
class TaskContractIT {

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/log", "/backtrace", "/retrace_backtrace", "/exploitable", "/misc/x", "/delete", "/start"})
    void eachPathAsksForNumberTaskAndPasswordInThisOrder(String path) throws IOException {
        String id = client.upload(TestDistribution.archive("null", "tar.gz")).id();
        Exchange.Answer noNumber = Exchange.ask(server, "GET /12x4" + path);
        Exchange.Answer noTask = Exchange.ask(server, "GET /1" + path, "X-Task-Password: x");
        Exchange.Answer noPassword = Exchange.ask(server, "GET /" + id + path);
        Exchange.Answer wrongPassword = Exchange.ask(server, "GET /" + id + path, "X-Task-Password: x");

        is(noNumber, 404, "Invalid URL");
        is(noTask, 404, "There is no such task");
        is(noPassword, 403, "Invalid password");
        is(wrongPassword, 403, "Invalid password");
    }

    @Test
    void statusIsPendingUntilEverythingCanBeRead() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        Exchange.Answer answer = get(task, "");
        while (!answer.header("x-task-status").startsWith("FINISHED")) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("x-task-status")).isEqualTo("PENDING");
            assertThat(answer.header("retry-after")).matches("[0-9]+");
            assertThat(answer.body())
                    .matches("Analyzing crash data|Preparing environment for backtrace generation"
                            + "|Generating backtrace|Cleaning environment after backtrace generation"
                            + "|Saving crash statistics|Finishing task|Waiting for a free worker \\([0-9]+ ahead\\)");
            answer = get(task, "");
        }

        is(answer, 200, "Retrace job finished successfully");
        assertThat(answer.header("x-task-status")).isEqualTo("FINISHED_SUCCESS");
        assertThat(answer.headers()).doesNotContainKey("retry-after");
        assertThat(get(task, "/backtrace").status()).isEqualTo(200);
        assertThat(get(task, "/log").status()).isEqualTo(200);
        assertThat(get(task, "/exploitable").status()).isEqualTo(200);
        assertThat(get(task, "/").headers()).containsEntry("x-task-status", "FINISHED_SUCCESS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/backtrace", "/log", "/exploitable"})
    void headSaysTheLengthOfWhatGetGives(String path) throws IOException {
        ClassicClient.Task task = finished();
        Exchange.Answer get = get(task, path);
        Exchange.Answer head = Exchange.ask(server, "HEAD /" + task.id() + path, "X-Task-Password: " + task.password());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
        assertThat(get.headers()).doesNotContainKey("transfer-encoding");
    }

    @Test
    void backtraceHasTwoNames() throws IOException {
        ClassicClient.Task task = finished();

        assertThat(get(task, "/backtrace").body()).startsWith("Thread 1 ");
        assertThat(get(task, "/retrace_backtrace").body())
                .isEqualTo(get(task, "/backtrace").body());
    }

    @Test
    void exploitableIsAReasonAndANumber() throws IOException {
        assertThat(get(finished(), "/exploitable").body())
                .hasLineCount(2)
                .startsWith("Likely crash reason: The program read through a null pointer\n")
                .endsWith("\nExploitable rating (0-9 scale): 1\n");
    }

    @Test
    void whatIsNotThereHasItsSentence() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.hostile("header-only.tar.gz"));
        client.await(task);
        Files.delete(server.spool().resolve(task.id()).resolve("retrace_log"));

        is(get(task, "/backtrace"), 404, "There is no backtrace for the specified task");
        is(get(task, "/exploitable"), 404, "There is no exploitability data for the specified task");
        is(get(task, "/log"), 404, "There is no log for the specified task");
        is(get(task, "/misc/none"), 404, "There is no such record");
        is(get(task, "/nothing"), 404, "Invalid URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"misc", "results"})
    void miscellaneousResultsAreReadFromBothPlaces(String place) throws IOException {
        ClassicClient.Task task = finished();
        Path directory =
                Files.createDirectories(server.spool().resolve(task.id()).resolve(place));
        Files.writeString(directory.resolve("kernel log"), "oops\n");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));

        is(get(task, "/misc/kernel%20log"), 200, "oops\n");
        for (String name :
                new String[] {"link", "..%2fpassword", "..", ".", "%00", "..%2f..%2f" + task.id() + "%2ftype"}) {
            Exchange.Answer answer = get(task, "/misc/" + name);
            assertThat(answer.status()).as(name).isIn(404, 400);
            assertThat(answer.body()).doesNotContain("root", task.password());
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, /delete", "POST, /delete", "DELETE, ''"})
    void aTaskIsDeletedWhereThatIsAllowed(String method, String path) throws IOException {
        ClassicClient.Task task = finished();
        String request = method + " /" + task.id() + path;
        String password = "X-Task-Password: " + task.password();
        is(Exchange.ask(server, request, password), 403, "Manual deleting is disabled");
        try (Options options = new Options(server).with("retrace.allow-api-delete", "on", "off")) {
            assertThat(options).isNotNull();
            is(Exchange.ask(server, request, "X-Task-Password: wrong"), 403, "Invalid password");
            is(Exchange.ask(server, request, password), 200, "All task data were deleted successfully");
        }

        is(get(task, ""), 404, "There is no such task");
        assertThat(server.spool().resolve(task.id())).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void startWaitsForTheTaskManager(String method) throws IOException {
        ClassicClient.Task task = finished();

        is(
                Exchange.ask(server, method + " /" + task.id() + "/start", "X-Task-Password: " + task.password()),
                403,
                "Task manager was disabled by the server administrator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/manager", "/manager/", "/manager/123456789", "/ftp", "/ftp/"})
    void theTaskManagerIsDisabled(String path) throws IOException {
        is(Exchange.ask(server, "GET " + path), 403, "Task manager was disabled by the server administrator");
    }

    @Test
    void wrongPasswordsAreCountedForEachTask() throws IOException {
        ClassicClient.Task task = finished();
        ClassicClient.Task other = finished();
        for (int i = 0; i < 10; i++) {
            is(Exchange.ask(server, "GET /" + task.id(), "X-Task-Password: " + i), 403, "Invalid password");
        }
        Exchange.Answer shut = get(task, "");

        is(shut, 429, "Too many wrong passwords; try again later");
        assertThat(shut.header("retry-after")).isEqualTo("60");
        assertThat(get(other, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4"})
    void aKernelCrashIsStoredAndEndsWithItsSentence(String type) throws IOException {
        byte[] upload = new Tar()
                .file("vmcore", Tar.coredump())
                .file("kernelver", "6.1.0")
                .bytes();
        ClassicClient.Task task;
        try (Options options = new Options(server).with("retrace.allow-interactive", "on", "off")) {
            assertThat(options).isNotNull();
            Exchange.Answer answer = Exchange.upload(server, upload, "application/x-tar", "X-Task-Type: " + type);
            task = new ClassicClient.Task(answer.header("x-task-id"), answer.header("x-task-password"));
        }

        assertThat(client.await(task).status()).isEqualTo("FINISHED_FAILURE");
        is(get(task, ""), 200, "Retrace job failed");
        assertThat(get(task, "/log").body()).contains("this server cannot retrace kernel crashes yet");
        assertThat(server.spool().resolve(task.id()).resolve("crash/vmcore")).hasBinaryContent(Tar.coredump());
    }

    private ClassicClient.Task finished() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        return task;
    }

    private Exchange.Answer get(ClassicClient.Task task, String path) throws IOException {
        return Exchange.ask(server, "GET /" + task.id() + path, "X-Task-Password: " + task.password());
    }

    private static void is(Exchange.Answer answer, int status, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type").replace(" ", "")).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.headers()).containsKey("content-length").doesNotContainKey("transfer-encoding");
    }
}
