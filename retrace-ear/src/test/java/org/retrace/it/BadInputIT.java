// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear answer, leaves nothing on disk, and the server goes on. */
@ExtendWith(SharedServer.class)
class BadInputIT {

    private static final String GZIP = "application/x-gzip";

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);
    private List<String> before = List.of();

    @BeforeEach
    void rememberTheSpool() throws IOException {
        before = spool();
    }

    @AfterEach
    void theServerStillRetraces() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "broken.tar.gz, 400, Unable to unpack archive",
                "not-an-archive.tar.gz, 400, Unable to unpack archive",
                "not-a-core.tar.gz, 403, File 'coredump' is not a coredump",
                "missing-coredump.tar.gz, 403, Required file 'coredump' is missing",
                "symlink.tar.gz, 403, Symlinks are not allowed to be in the archive",
                "extra.tar.gz, 403, File 'notes' is not allowed to be in the archive",
                "escape.tar.gz, 403, File '../os_release' is not allowed to be in the archive",
                "long-executable.tar.gz, 403, The 'executable' file is larger than expected"
            })
    void refusesABadArchiveAndLeavesNothing(String archive, int status, String sentence) throws IOException {
        var response = client.post(TestDistribution.hostile(archive), GZIP);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(sentence);
        assertThat(spool()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, , 415, Specified archive format is not supported",
        "foo, , 415, Specified archive format is not supported",
        "'application/x-gzip, text/plain', , 415, Specified archive format is not supported",
        "application/x-gzip, abc, 400, X-Task-Type must be a number",
        "application/x-gzip, 3, 409, Interactive tasks were disabled by server administrator",
        "application/x-gzip, 2, 403, 'Required file ''vmcore'' is missing'"
    })
    void refusesWrongHeaders(String contentType, String taskType, int status, String sentence) throws IOException {
        Path archive = TestDistribution.archive("null", "tar.gz");
        var response = taskType == null
                ? client.post(archive, contentType)
                : client.post(archive, contentType, "X-Task-Type", taskType);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(sentence);
        assertThat(spool()).isEqualTo(before);
    }

    @Test
    void asksForAContentLength() throws IOException {
        String answer = raw(
                """
                POST /create HTTP/1.1
                Host: x
                Content-Type: application/x-tar
                Transfer-Encoding: chunked
                Connection: close

                0

                """
                        .replace("\n", "\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 411").endsWith("You need to set Content-Length header properly");
    }

    @Test
    void takesALengthBeyondAllNumbersForNone() throws IOException {
        String answer = raw(
                """
                POST /create HTTP/1.1
                Host: x
                Content-Type: application/x-tar
                Content-Length: 18446744073709551621

                """
                        .replace("\n", "\r\n"));

        assertThat(answer)
                .startsWith("HTTP/1.1 411 ")
                .contains("Connection: close")
                .endsWith("You need to set Content-Length header properly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html;q=x", "text/html;q=2", "x", "/"})
    void answersWhateverAcceptSays(String accept) throws IOException {
        String answer = raw("GET /123 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: " + accept + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith("There is no such task");
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /create, POST", "PUT, /settings, GET", "PUT, /123, GET"})
    void namesTheMethodsThatWouldDo(String method, String path, String allowed) throws IOException {
        String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 405 ").containsPattern("\r\nAllow: .*" + allowed);
    }

    @Test
    void asksForPost() throws IOException {
        var response = client.get("/create");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(response.body()).isEqualTo("You must use POST method");
    }

    @ParameterizedTest
    @CsvSource({
        "/12x, Invalid URL",
        "/123, There is no such task",
        "/123/log, There is no such task",
        "/a/b, Invalid URL"
    })
    void doesNotKnowWhatIsNotThere(String path, String sentence) throws IOException {
        var response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo(sentence);
    }

    @Test
    void keepsATaskFromThoseWithoutItsPassword() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));

        var response = client.get(new ClassicClient.Task(task.id(), "wrong"), "/backtrace");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("Invalid password");
        client.await(task);
    }

    @Test
    void saysWhatWasTriedForACrashOfUnknownPackages() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.hostile("unknown.tar.gz"));

        assertThat(client.await(task).status()).isEqualTo("FINISHED_FAILURE");
        assertThat(client.get(task, "/log").body()).contains("failed: resolve:").contains("build-id");
        assertThat(client.get(task, "/backtrace").body()).isEqualTo("There is no backtrace for the specified task");
    }

    @Test
    void saysWhereACoredumpBreaksOff() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.hostile("header-only.tar.gz"));

        assertThat(client.await(task).status()).isEqualTo("FINISHED_FAILURE");
        assertThat(client.get(task, "/log").body()).contains("failed: identify: the coredump cannot be read");
    }

    @Test
    void saysThatACoredumpIsCut() throws IOException {
        ClassicClient.Task task = client.upload(TestDistribution.hostile("cut.tar.gz"));

        client.await(task);

        assertThat(client.get(task, "/log").body()).contains("the coredump is cut");
    }

    @Test
    void forgetsAnUploadWhoseClientLeaves() throws Exception {
        byte[] archive = Files.readAllBytes(TestDistribution.archive("null", "tar.gz"));
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
            socket.getOutputStream()
                    .write(("POST /create HTTP/1.1\r\nHost: x\r\nContent-Type: " + GZIP + "\r\nContent-Length: "
                                    + archive.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(archive, 0, archive.length / 2);
            socket.getOutputStream().flush();
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!spool().equals(before) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(spool()).isEqualTo(before);
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri("/").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> spool() throws IOException {
        try (Stream<Path> tasks = Files.list(server.spool())) {
            return tasks.map(t -> t.getFileName().toString()).sorted().toList();
        }
    }
}
