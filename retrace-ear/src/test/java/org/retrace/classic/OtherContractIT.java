// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** The rest of the contract: what every answer keeps, and the paths of no task. */
@ExtendWith(SharedServer.class)
class OtherContractIT {

    private final ServerHome server = SharedServer.home();

    @Test
    void settingsAreLinesOfKeysAndValues() throws IOException {
        Exchange.Answer answer = Exchange.ask(server, "GET /settings");
        Map<String, String> values = answer.body()
                .lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(values.get("running_tasks")).matches("[0-9]+");
        assertThat(values)
                .containsEntry("max_running_tasks", "5")
                .containsEntry("max_packed_size", "50")
                .containsEntry("max_unpacked_size", "1024")
                .containsEntry("max_queued_tasks", "10000")
                .containsEntry("supported_architectures", "x86_64 i386")
                .containsKey("queued_tasks");
        List<String> formats =
                Arrays.asList(values.getOrDefault("supported_formats", "").split(" ", -1));
        assertThat(formats)
                .hasSizeLessThanOrEqualTo(16)
                .startsWith("application/x-gzip", "application/x-tar", "application/x-xz-compressed-tar")
                .contains("application/zstd", "application/x-coredump+xz", "application/x-vmcore");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Language: en_US.UTF-8",
                "Accept-Charset:",
                "Accept-Charset: utf-8;q=x",
                "X-Unknown: \u00e9",
                "Accept: */*;q=x",
                "Content-Length: 0",
                "User-Agent:"
            })
    void oddHeadersAreNoError(String header) throws IOException {
        Exchange.Answer answer = Exchange.ask(server, "GET /settings", header);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith("running_tasks ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/settings", "/", "/stats", "/checkpackage", "/metrics", "/create", "/123", "/x/y", "/%00"})
    void everyAnswerHasALengthAndABody(String path) throws IOException {
        Exchange.Answer answer = Exchange.ask(server, "GET " + path);

        assertThat(answer.header("content-length"))
                .isEqualTo(Integer.toString(answer.body().length()));
        assertThat(answer.headers()).doesNotContainKey("transfer-encoding").containsEntry("connection", "close");
        assertThat(answer.body()).isNotBlank().doesNotContain("org.retrace", "Exception", "/target/");
    }

    @ParameterizedTest
    @CsvSource({
        "toaster-1.0-1,   x86_64,  crumb-1-x86_64, 302",
        "toaster-1.0-1,   x86_64,  ,               302",
        "toaster-1.0-2,   x86_64,  crumb-1-x86_64, 404",
        "toaster-1.0-1,   aarch64, crumb-1-x86_64, 404",
        "toaster-1.0~1^a, x86_64,  crumb-1-x86_64, 404",
        "toaster,         x86_64,  crumb-1-x86_64, 404"
    })
    void checkpackageKnowsThePackagesOfTheIndex(String nvr, String arch, String release, int status)
            throws IOException {
        Exchange.Answer answer = release == null
                ? Exchange.ask(server, "GET /checkpackage", "X-Package-NVR: " + nvr, "X-Package-Arch: " + arch)
                : Exchange.ask(
                        server,
                        "GET /checkpackage",
                        "X-Package-NVR: " + nvr,
                        "X-Package-Arch: " + arch,
                        "X-OS-Release: " + release);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).doesNotContainKey("location");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Unrelated: 1 | Required header 'X-Package-NVR' not found",
                "X-Package-NVR: a b | Package NVR contains illegal characters",
                "X-Package-NVR: a-1-1 | Required header 'X-Package-Arch' not found",
                "X-Package-NVR: a-1-1~X-Package-Arch: x/y | Architecture contains illegal characters",
                "X-Package-NVR: a-1-1~X-Package-Arch: x86_64~X-OS-Release: $x | OS release contains illegal characters"
            })
    void checkpackageSaysWhichHeaderIsWrong(String headers, String sentence) throws IOException {
        Exchange.Answer answer = Exchange.ask(server, "GET /checkpackage", headers.split("~", -1));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(sentence);
    }

    @Test
    void theRootLeadsPeopleToTheConsoleAndTellsProgramsWhatItIs() throws IOException {
        Exchange.Answer people = Exchange.ask(server, "GET /", "Accept: text/html,*/*;q=0.8");
        Exchange.Answer programs = Exchange.ask(server, "GET /", "Accept: text/plain");

        assertThat(people.status()).isEqualTo(303);
        assertThat(people.header("location")).isEqualTo("console/");
        assertThat(programs.status()).isEqualTo(200);
        assertThat(programs.body()).contains("retrace server").containsPattern("[0-9]+ of 5 tasks run");
    }

    @Test
    void statisticsAreForPeopleAndForPrograms() throws IOException {
        ClassicClient client = new ClassicClient(server);
        client.await(client.upload(TestDistribution.archive("null", "tar.gz")));
        Exchange.Answer people = Exchange.ask(server, "GET /stats", "Accept: text/html");
        Exchange.Answer xml = Exchange.ask(server, "GET /stats", "Accept: text/xml");
        Exchange.Answer json = Exchange.ask(server, "GET /stats", "Accept: application/json");
        JsonObject figures = Json.createReader(new StringReader(json.body())).readObject();

        assertThat(people.status()).isEqualTo(303);
        assertThat(Exchange.ask(server, "GET /stats", "Accept: text/plain").status())
                .isEqualTo(303);
        assertThat(xml.header("content-type")).startsWith("text/xml");
        assertThat(xml.body()).contains("<td>Total</td>", "<td>x86_64</td>", "<td>toaster</td>");
        assertThat(figures.getInt("success")).isPositive();
        assertThat(figures.getInt("total")).isEqualTo(figures.getInt("success") + figures.getInt("failure"));
        assertThat(figures.getJsonArray("architectures").getJsonObject(0).getString("name"))
                .isEqualTo("x86_64");
    }

    @Test
    void metricsAreForWhoTheAdministratorLets() throws IOException {
        Exchange.Answer closed = Exchange.ask(server, "GET /metrics");
        assertThat(closed.status()).isEqualTo(403);
        assertThat(closed.body()).isEqualTo("Metrics are not enabled for this server");
        try (Options options = new Options(server).with("retrace.allow-metrics", "on", "off")) {
            assertThat(options).isNotNull();
            assertThat(Exchange.ask(server, "GET /metrics").body())
                    .containsPattern("(?m)^retrace_savedir_free_bytes [0-9]+$")
                    .containsPattern("(?m)^retrace_tasks_running [0-9]+$")
                    .containsPattern("(?m)^retrace_tasks_overload [0-9]+$")
                    .containsPattern("(?m)^retrace_tasks_finished\\{result=\"success\"} [0-9]+$")
                    .containsPattern("(?m)^retrace_tasks_finished\\{result=\"fail\"} [0-9]+$");
        }
    }

    @Test
    void row1AsksForHttpsEverywhereButWhereNothingIsSecret() throws IOException {
        try (Options options = new Options(server)
                .with("retrace.require-https", "true", "false")
                .with("retrace.trusted-proxies", "192.0.2.0/24", "192.0.2.1")) {
            assertThat(options).isNotNull();
            for (String request : List.of("GET /create", "GET /123", "GET /stats", "GET /metrics", "GET /manager")) {
                assertThat(Exchange.ask(server, request, "X-Forwarded-Proto: https")
                                .body())
                        .as(request)
                        .isEqualTo("You must use HTTPS");
            }
            Exchange.Answer upload = Exchange.upload(
                    server, "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII), "application/x-tar");
            assertThat(upload.status()).isEqualTo(403);
            assertThat(upload.body()).isEqualTo("You must use HTTPS");
            assertThat(Exchange.ask(server, "GET /settings").status()).isEqualTo(200);
            assertThat(Exchange.ask(server, "GET /").status()).isEqualTo(303);
            assertThat(Exchange.ask(server, "GET /checkpackage").body()).contains("X-Package-NVR");
            server.set("retrace.trusted-proxies", "127.0.0.1");
            assertThat(Exchange.ask(server, "GET /123", "X-Forwarded-Proto: https")
                            .body())
                    .isEqualTo("There is no such task");
        }
    }
}
