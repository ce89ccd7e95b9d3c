// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.retrace.account.ApiClient;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;

/** Somebody who asks {@code /api/v1/tasks}, with any body and any headers. */
record TaskClient(ServerHome server, String authorization) {

    static final String TASKS = "/api/v1/tasks";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One of the accounts of the first start. */
    static TaskClient of(ServerHome server, String account) throws IOException {
        return new TaskClient(server, ApiClient.of(server, account).authorization());
    }

    /** An answer about a task. */
    record Task(JsonObject json, String tag) {

        long id() {
            return json.getJsonNumber("id").longValue();
        }

        String path() {
            return TASKS + "/" + id();
        }

        String state() {
            return json.getString("state");
        }

        ClassicClient.Task classic() {
            return new ClassicClient.Task(Long.toString(id()), json.getString("password"));
        }
    }

    /** Asks without a body. */
    ApiClient.Answer ask(String method, String path) throws IOException {
        return send(method, path, HttpRequest.BodyPublishers.noBody());
    }

    /** @param headers names and values in turn */
    ApiClient.Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.uri("") + path)).method(method, body);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new ApiClient.Answer(HTTP.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    ApiClient.Answer post(byte[] body, String type, String... headers) throws IOException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = type;
        return send("POST", TASKS, HttpRequest.BodyPublishers.ofByteArray(body), all);
    }

    /** Uploads a crash that must be accepted. */
    Task upload(Path archive) throws IOException {
        return task(post(Files.readAllBytes(archive), "application/x-gzip"), 201);
    }

    Task find(Task task) throws IOException {
        return task(ask("GET", task.path()), 200);
    }

    /** The answer of one of the three orders. */
    ApiClient.Answer order(Task task, String order) throws IOException {
        return ask("POST", task.path() + "/" + order);
    }

    ApiClient.Answer patch(Task task, String ifMatch, String change) throws IOException {
        return send(
                "PATCH",
                task.path(),
                HttpRequest.BodyPublishers.ofString(change),
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                ifMatch);
    }

    static Task task(ApiClient.Answer answer, int status) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        return new Task(answer.json(), answer.header("ETag"));
    }
}
