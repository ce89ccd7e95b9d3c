// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;

/** The checks of POST /create, each row of the contract's table by its number. */
@ExtendWith(SharedServer.class)
class CreateContractIT {

    private static final String TAR = "application/x-tar";

    private final ServerHome server = SharedServer.home();
    private List<String> before = List.of();

    @BeforeEach
    void rememberTheSpool() throws IOException {
        before = spool();
    }

    @AfterEach
    void nothingHalfDoneIsLeft() throws IOException {
        assertThat(spool()).noneMatch(name -> name.startsWith(".incoming-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void row2AsksForPost(String method) throws IOException {
        Exchange.Answer answer = Exchange.ask(server, method + " /create");

        refused(answer, 405, method.equals("HEAD") ? "" : "You must use POST method");
        assertThat(answer.header("allow")).isEqualTo("POST");
    }

    @Test
    void row3AsksForALength() throws IOException {
        refused(
                Exchange.ask(server, "POST /create", "Content-Type: application/x-tar"),
                411,
                "You need to set Content-Length header properly");
        refused(
                Exchange.ask(
                        server,
                        "POST /create",
                        "0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        "Content-Type: application/x-tar",
                        "Transfer-Encoding: chunked"),
                411,
                "You need to set Content-Length header properly");
    }

    /** The container's own answer, to requests whose end nobody can know (docs/adr/0018). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: 1e5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nTransfer-Encoding: chunked"
            })
    void row3EndsTheConnectionBehindALengthThatIsNone(String length) throws IOException {
        Exchange.Answer answer = Exchange.ask(server, "POST /create", "Content-Type: application/x-tar", length);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-length")).isEqualTo("0");
        assertThat(answer.header("connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "foo", "", "application/x-7z-compressed", "application/x-tar+gzip"})
    void row4KnowsItsFormats(String type) throws IOException {
        refused(Exchange.upload(server, new byte[1], type), 415, "Specified archive format is not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Application/X-Tar; charset=binary", "application/x-tar; q=5", "application/x-tar;q=x"})
    void row4IgnoresParametersAndCase(String type) throws IOException {
        accepted(Exchange.upload(server, Tar.ofCrash().bytes(), type));
    }

    @Test
    void row5RefusesAPackedArchiveThatIsTooLarge() throws IOException {
        refused(
                Exchange.ask(
                        server,
                        "POST /create",
                        "Content-Type: application/x-tar",
                        "Content-Length: " + ((50 << 20) + 1),
                        "Expect: 100-continue"),
                413,
                "Specified archive is too large");
    }

    @Test
    void row6KeepsSpaceFree() throws IOException {
        try (Options options = new Options(server).with("retrace.min-storage-left", "16777216", "1024")) {
            assertThat(options).isNotNull();
            refused(upload(Tar.ofCrash()), 507, "There is not enough storage space on the server");
        }
    }

    @Test
    void row6aFollowsADirectoryWhereThatIsAllowed() throws IOException {
        String header = "X-CoreFileDirectory: ";
        refused(
                upload(Tar.ofCrash(), header + "/tmp"),
                403,
                "X-CoreFileDirectory header has been disabled by server administrator");
        Path root = Files.createDirectories(server.directory().resolve("external/crash"));
        Files.write(root.resolve("archive"), Tar.ofCrash().gzip());
        try (Options options = new Options(server)
                .with("retrace.allow-external-dir", "on", "off")
                .with(
                        "retrace.external-dirs",
                        server.directory().resolve("external").toString(),
                        "/nonexistent")) {
            assertThat(options).isNotNull();
            String missing = "The directory specified in 'X-CoreFileDirectory' does not exist";
            refused(upload(new Tar(), header + root.resolve("no")), 404, missing);
            refused(upload(new Tar(), header + "/etc"), 404, missing);
            refused(upload(new Tar(), header + root + "/../../log"), 404, missing);
            refused(
                    upload(new Tar(), header + root.resolveSibling(".")),
                    501,
                    "There are 1 files in the directory. Only a single archive is supported at the moment");
            refused(
                    Exchange.upload(server, new byte[1], "application/x-xz", header + root),
                    409,
                    "You header specifies 'application/x-xz' type, but the file type does not match");
            accepted(Exchange.upload(server, new byte[1], "application/x-gzip", header + root));
            String followed = accepted(
                            Exchange.upload(server, new byte[0], "application/x-gzip", header + root, "X-Task-Sync: 1"))
                    .body();
            assertThat(followed).contains("X-Task-Status: FINISHED_");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "1.5", "0x1", "99999999999999999999"})
    void row7AsksForANumber(String type) throws IOException {
        refused(upload(Tar.ofCrash(), "X-Task-Type: " + type), 400, "X-Task-Type must be a number");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "5, 0", "-1, 0", "+1, 1", "999, 0"})
    void row7TakesAnUnknownNumberForARetrace(String sent, String stored) throws IOException {
        String id = accepted(upload(Tar.ofCrash(), "X-Task-Type: " + sent)).header("x-task-id");

        assertThat(server.spool().resolve(id).resolve("type")).hasContent(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void row8TakesNoInteractiveTask(String type) throws IOException {
        refused(
                upload(Tar.ofCrash(), "X-Task-Type: " + type),
                409,
                "Interactive tasks were disabled by server administrator");
    }

    @Test
    void row8aTakesTheKindsThatAreAllowed() throws IOException {
        String sentence = "This kind of task was disabled by server administrator";
        try (Options options = new Options(server)
                .with("retrace.allow-vm-core-task", "off", "on")
                .with("retrace.allow-usr-core-task", "off", "on")
                .with("retrace.allow-interactive", "on", "off")) {
            assertThat(options).isNotNull();
            for (int type = 0; type <= 4; type++) {
                refused(upload(Tar.ofCrash(), "X-Task-Type: " + type), 403, sentence);
            }
        }
    }

    @Test
    void row8TakesInteractiveTasksWhereTheyAreAllowed() throws IOException {
        try (Options options = new Options(server).with("retrace.allow-interactive", "on", "off")) {
            assertThat(options).isNotNull();
            accepted(upload(Tar.ofCrash(), "X-Task-Type: 3"));
        }
    }

    @Test
    void row9HasNoTaskManagerYet() throws IOException {
        refused(
                upload(Tar.ofCrash(), "X-Task-Managed: 1"),
                403,
                "Task manager was disabled by the server administrator");
    }

    @Test
    void row10CountsWhatComesOut() throws IOException {
        try (Options options = new Options(server).with("retrace.max-unpacked-size", "1", "1024")) {
            assertThat(options).isNotNull();
            refused(
                    Exchange.upload(
                            server,
                            new Tar().file("coredump", new byte[2 << 20]).gzip(),
                            "application/x-gzip"),
                    413,
                    "Specified archive's content is too large");
        }
    }

    @Test
    void row12ReadsTheArchiveToItsEnd() throws IOException {
        byte[] whole = Tar.ofCrash().gzip();
        for (byte[] broken : List.of(
                new byte[0],
                "no archive".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                java.util.Arrays.copyOf(whole, whole.length / 2),
                java.util.Arrays.copyOf(whole, whole.length - 5))) {
            refused(Exchange.upload(server, broken, "application/x-gzip"), 400, "Unable to unpack archive");
        }
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
    void row13TakesNoLinks(byte kind) throws IOException {
        refused(
                upload(new Tar().link("coredump", kind, "/etc/shadow")),
                403,
                "Symlinks are not allowed to be in the archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../coredump", "/coredump", "crash/coredump", "coredump/"})
    void row13TakesNoPaths(String name) throws IOException {
        refused(upload(new Tar().file(name, "")), 403, "File '" + name + "' is not allowed to be in the archive");
    }

    @Test
    void row13TakesNoDevicesAndNoDuplicates() throws IOException {
        String sentence = "File 'coredump' is not allowed to be in the archive";
        refused(upload(new Tar().link("coredump", TarConstants.LF_CHR, "")), 403, sentence);
        refused(upload(Tar.ofCrash().file("coredump", "second")), 403, sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes", "Coredump", "vmcore.vmx", "id_rsa"})
    void row14KnowsWhatMayBeInAnArchive(String name) throws IOException {
        refused(upload(Tar.ofCrash().file(name, "x")), 403, "File '" + name + "' is not allowed to be in the archive");
    }

    @ParameterizedTest
    @CsvSource({
        "executable, 512",
        "package, 128",
        "packages, 1048576",
        "os_release, 128",
        "os_release_in_rootdir, 128",
        "rootdir, 256",
        "release, 128",
        "kernelver, 128"
    })
    void row15KnowsHowLargeFilesAre(String name, int most) throws IOException {
        refused(
                upload(new Tar().file(name, "x".repeat(most + 1))),
                403,
                "The '" + name + "' file is larger than expected");
        refused(upload(new Tar().file(name, "x".repeat(most))), 403, "Required file 'coredump' is missing");
    }

    @Test
    void row16AsksForAllFilesWhereNoneMayBeMissing() throws IOException {
        try (Options options = new Options(server).with("retrace.allow-missing-files", "off", "on")) {
            assertThat(options).isNotNull();
            refused(upload(Tar.ofCrash()), 403, "Required file 'executable' is missing");
            refused(upload(Tar.ofCrash().file("executable", "/x")), 403, "Required file 'package' is missing");
            accepted(upload(Tar.ofCrash().file("executable", "/x").file("package", "x-1-1")));
        }
    }

    @Test
    void row16AsksForTheFileOfTheKind() throws IOException {
        refused(upload(new Tar().file("package", "x")), 403, "Required file 'coredump' is missing");
        refused(upload(Tar.ofCrash(), "X-Task-Type: 2"), 403, "Required file 'vmcore' is missing");
    }

    @Test
    void row17LooksAtTheMagic() throws IOException {
        refused(upload(new Tar().file("coredump", "core?")), 403, "File 'coredump' is not a coredump");
        refused(upload(new Tar().file("vmcore", "core?"), "X-Task-Type: 2"), 403, "File 'vmcore' is not a vmcore");
    }

    @Test
    void row18GivesANumberAndAPassword() throws IOException {
        Exchange.Answer answer = accepted(upload(Tar.ofCrash()));

        assertThat(answer.header("x-task-id")).matches("[1-9][0-9]{8}");
        assertThat(answer.header("x-task-password")).matches("[a-zA-Z0-9]{32}");
        assertThat(answer.header("content-length")).isEqualTo("0");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest(name = "{0} comes before {1}")
    @CsvSource({
        "411 of row 3, row 4, '', text/plain, , 411",
        "415 of row 4, row 5, 999999999, text/plain, , 415",
        "413 of row 5, row 7, 999999999, application/x-tar, X-Task-Type: abc, 413",
        "403 of row 6a, row 7, 1, application/x-tar, 'X-CoreFileDirectory: /|X-Task-Type: abc', 403",
        "400 of row 7, row 9, 1, application/x-tar, 'X-Task-Type: abc|X-Task-Managed: 1', 400",
        "409 of row 8, row 9, 1, application/x-tar, 'X-Task-Type: 3|X-Task-Managed: 1', 409",
        "403 of row 9, row 12, 1, application/x-tar, X-Task-Managed: 1, 403"
    })
    void theFirstCheckThatFailsAnswers(
            String first, String second, String length, String type, String headers, int status) throws IOException {
        List<String> lines = new java.util.ArrayList<>(List.of("Content-Type: " + type));
        if (!length.isEmpty()) {
            lines.add("Content-Length: " + length);
            lines.add("Expect: 100-continue");
        }
        if (headers != null) {
            Collections.addAll(lines, headers.split("\\|", -1));
        }

        assertThat(Exchange.ask(server, "POST /create", lines.toArray(String[]::new))
                        .status())
                .as(first + " before " + second)
                .isEqualTo(status);
    }

    private Exchange.Answer upload(Tar tar, String... headers) throws IOException {
        return Exchange.upload(server, tar.bytes(), TAR, headers);
    }

    private void refused(Exchange.Answer answer, int status, String sentence) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(sentence);
        assertThat(answer.header("content-type").replace(" ", "")).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.headers()).containsKey("content-length").doesNotContainKey("transfer-encoding");
        assertThat(spool()).isEqualTo(before);
    }

    private static Exchange.Answer accepted(Exchange.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private List<String> spool() throws IOException {
        try (Stream<Path> tasks = Files.list(server.spool())) {
            return tasks.map(t -> t.getFileName().toString()).sorted().toList();
        }
    }
}
