// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.account.ApiClient;
import org.retrace.it.ClassicClient;
import org.retrace.it.HeldDebugger;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** What a task leaves, for whoever may see it. */
@ExtendWith(SharedServer.class)
class TaskResultsIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);
    private final ApiClient debugger = ApiClient.of(server, "debugger");
    private ClassicClient.Task task = new ClassicClient.Task("", "");

    TaskResultsIT() throws IOException {}

    @BeforeEach
    void retrace() throws IOException {
        task = client.upload(TestDistribution.archive("null", "tar.gz"));
    }

    private String path(String below) {
        return "/api/v1/tasks/" + task.id() + below;
    }

    private Path directory() {
        return server.spool().resolve(task.id());
    }

    private HttpResponse<String> get(String below, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri("") + path(below)))
                .header("Authorization", debugger.authorization());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void backtraceIsHadForProgramsAndForPeople() throws IOException {
        client.await(task);
        String json = Files.readString(directory().resolve("retrace_backtrace.json"));
        String text = Files.readString(directory().resolve("retrace_backtrace"));

        assertThat(get("/backtrace").body()).isEqualTo(json);
        assertThat(header(get("/backtrace"), "Content-Type")).startsWith("application/json");
        assertThat(get("/backtrace", "Accept", "application/json").body()).isEqualTo(json);
        assertThat(get("/backtrace", "Accept", "text/plain").body()).isEqualTo(text);
        assertThat(header(get("/backtrace", "Accept", "text/plain"), "Content-Type"))
                .startsWith("text/plain");
        assertThat(get("/backtrace", "Accept", "text/*;q=0.9, application/json;q=0.1")
                        .body())
                .isEqualTo(text);
        assertThat(get("/backtrace", "Accept", "image/png").statusCode()).isEqualTo(406);
    }

    @Test
    void whoHasItAlreadyIsTold() throws IOException {
        client.await(task);
        HttpResponse<String> first = get("/backtrace");
        String tag = header(first, "ETag");
        assertThat(tag).matches("\"[0-9a-f]+-[0-9a-f]+\"");
        assertThat(header(first, "Vary")).contains("Accept");

        HttpResponse<String> again = get("/backtrace", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(get("/backtrace", "If-None-Match", tag, "Accept", "text/plain")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/backtrace", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
    }

    @Test
    void runningTaskHasALogAndNoBacktraceYet() throws Exception {
        HeldDebugger.during(server, () -> {
            HttpResponse<String> missing = get("/backtrace");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body()).contains("There is no backtrace yet: the task runs");
            assertThat(get("/log").body()).contains("debug: started");
            assertThat(header(get("/log"), "Content-Type")).startsWith("text/plain");
            assertThat(get("/preview").body()).contains("\"coredump\"").contains("\"crashRemoved\":false");
            assertThat(names()).containsExactly("log.txt");
        });
    }

    private List<String> names() throws IOException {
        return debugger.get(path("/results")).json().getJsonArray("items").stream()
                .map(item -> item.asJsonObject().getString("name"))
                .toList();
    }

    @Test
    void modulesSayWhatWasFoundForThem() throws IOException {
        client.await(task);
        JsonObject first = debugger.get(path("/modules?limit=1")).json();
        JsonObject executable = first.getJsonArray("items").getJsonObject(0);

        assertThat(executable.getInt("position")).isZero();
        assertThat(executable.getString("path")).isEqualTo("/usr/bin/toaster");
        assertThat(executable.getString("outcome")).isEqualTo("found");
        assertThat(executable.getString("package")).startsWith("toaster-");
        assertThat(executable.getString("debuginfo")).startsWith("toaster-debuginfo-");
        assertThat(executable.getString("buildId")).matches("[0-9a-f]{16,}");
        assertThat(executable.getString("start")).startsWith("0x");
        assertThat(executable.getJsonArray("tried")).isEmpty();

        JsonObject rest = debugger.get(path("/modules?limit=500&cursor=" + first.getString("next")))
                .json();

        assertThat(rest.getJsonArray("items").getJsonObject(0).getInt("position"))
                .isEqualTo(1);
        assertThat(rest.containsKey("next")).isFalse();
        assertThat(debugger.get(path("/modules?cursor=x")).status()).isEqualTo(400);
        assertThat(debugger.get(path("/modules?state=1")).status()).isEqualTo(400);
    }

    @Test
    void previewTellsWhatTheUploadHeldForAsLongAsItIsKept() throws Exception {
        HeldDebugger.during(server, () -> {
            JsonObject preview = debugger.get(path("/preview")).json();
            assertThat(preview.getString("executable")).isEqualTo("/usr/bin/toaster");
            assertThat(preview.getJsonNumber("coredumpBytes").longValue()).isPositive();
            for (JsonObject file : preview.getJsonArray("files").getValuesAs(JsonObject.class)) {
                Path kept = directory().resolve("crash").resolve(file.getString("name"));
                assertThat(file.getJsonNumber("sizeBytes").longValue()).isEqualTo(Files.size(kept));
                assertThat(file.containsKey("beginning"))
                        .isEqualTo(!file.getString("name").equals("coredump"));
            }
        });
        client.await(task);

        JsonObject preview = debugger.get(path("/preview")).json();

        assertThat(preview.getBoolean("crashRemoved")).isTrue();
        assertThat(preview.getJsonArray("files")).isEmpty();
    }

    @Test
    void everyFileThatIsListedIsHadAsItIs() throws IOException {
        client.await(task);
        Files.createDirectory(directory().resolve("misc"));
        Files.writeString(directory().resolve("misc").resolve("ps *'é\n\".txt"), "1 init");
        Files.writeString(directory().resolve("misc").resolve("page.html"), "<script>");

        List<JsonObject> files =
                debugger.get(path("/results")).json().getJsonArray("items").getValuesAs(JsonObject.class);

        assertThat(names())
                .containsExactly(
                        "backtrace.json", "backtrace.txt", "exploitable.txt", "log.txt", "page.html", "ps *'é\n\".txt");
        for (JsonObject file : files) {
            ApiClient.Answer answer = debugger.get(file.getString("href"));
            assertThat(answer.status()).as(file.toString()).isEqualTo(200);
            assertThat(answer.header("Content-Length"))
                    .isEqualTo(file.getJsonNumber("sizeBytes").toString());
            assertThat(answer.header("Content-Type").replace(" ", ""))
                    .isEqualToIgnoringCase(file.getString("mediaType").replace(" ", ""));
            assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename*=UTF-8''");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        assertThat(files.get(4).getString("mediaType")).isEqualTo("application/octet-stream");
        assertThat(debugger.get(files.get(5).getString("href")).response().body())
                .isEqualTo("1 init");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "retrace_log",
                "retrace_backtrace",
                "..%2Fpassword",
                "%2e%2e%2fpassword",
                "../password",
                "..;/password",
                "%2e%2e/password",
                "misc%2Flink",
                "link",
                "inner",
                ".",
                "..",
                "%00",
                "log.txt%00",
                "log.txt/",
                "LOG.TXT",
                "%2fetc%2fpasswd",
                "..%5cpassword",
                "%c0%ae%c0%ae%2fpassword"
            })
    void noNameLeadsToAnyOtherFile(String name) throws IOException {
        client.await(task);
        Files.createDirectories(directory().resolve("misc").resolve("inner"));
        Files.createSymbolicLink(
                directory().resolve("misc").resolve("link"), directory().resolve("password"));

        ApiClient.Answer answer = debugger.get(path("/results/" + name));

        assertThat(answer.status() == 400 || answer.status() == 404 || name.equals("log.txt/") || name.equals("."))
                .as(answer.status() + " " + answer.response().body())
                .isTrue();
        assertThat(answer.response().body()).doesNotContain(task.password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/backtrace", "/log", "/modules", "/preview", "/results", "/results/log.txt"})
    void taskOfSomebodyElseIsNotThere(String below) throws IOException, SQLException {
        client.await(task);
        ApiClient viewer = ApiClient.of(server, "viewer");
        ApiClient.Answer strange = viewer.get(path(below));
        assertThat(strange.status()).isEqualTo(404);
        assertThat(strange.response().body())
                .isEqualTo(viewer.get("/api/v1/tasks/1" + below).response().body());
        assertThat(viewer.with("").get(path(below)).status()).isEqualTo(401);

        server.execute("update retrace_task set owner_id = (select person_id from person_identity"
                + " where subject = 'viewer') where id = " + task.id());

        assertThat(viewer.get(path(below)).status()).isEqualTo(200);
        for (String role : List.of("admin", "core-dev", "debugger")) {
            assertThat(ApiClient.of(server, role).get(path(below)).status())
                    .as(role)
                    .isEqualTo(200);
        }
    }

    @Test
    void whatHasBeenRemovedIsSaidToBe() throws IOException {
        client.await(task);
        Files.delete(directory().resolve("retrace_backtrace.json"));
        assertThat(get("/backtrace").body()).contains("ask for text/plain");
        Files.delete(directory().resolve("retrace_backtrace"));
        Files.delete(directory().resolve("retrace_log"));

        assertThat(get("/backtrace", "Accept", "text/plain").body()).contains("have been removed");
        assertThat(get("/log").statusCode()).isEqualTo(404);
        assertThat(get("/backtrace?x=1").statusCode()).isEqualTo(400);
    }
}
