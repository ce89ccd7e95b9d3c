// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A client of the classic interface, as a reporter's machine would be one. */
public final class ClassicClient {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerHome server;

    public ClassicClient(ServerHome server) {
        this.server = server;
    }

    /**
     * A task that was accepted.
     *
     * @param id X-Task-Id
     * @param password X-Task-Password
     */
    public record Task(String id, String password) {}

    /**
     * How a task ended.
     *
     * @param status the last X-Task-Status
     * @param sentences every status sentence that was seen, in order
     */
    public record Ended(String status, Set<String> sentences) {}

    public HttpResponse<String> post(Path archive, String contentType, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/create"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofFile(archive));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Uploads a crash that must be accepted. */
    public Task upload(Path archive) throws IOException {
        String name = archive.getFileName().toString();
        String type = name.endsWith("xz")
                ? "application/x-xz-compressed-tar"
                : name.endsWith("gz") ? "application/x-gzip" : "application/x-tar";
        HttpResponse<String> response = post(archive, type);
        return accepted(response)
                .orElseThrow(() -> new AssertionError("refused: " + response.statusCode() + " " + response.body()));
    }

    /** The task that an upload has become; empty when it was refused. */
    public Optional<Task> accepted(HttpResponse<String> response) {
        return response.statusCode() == 201
                ? Optional.of(new Task(
                        response.headers().firstValue("X-Task-Id").orElseThrow(),
                        response.headers().firstValue("X-Task-Password").orElseThrow()))
                : Optional.empty();
    }

    public HttpResponse<String> get(Task task, String path) throws IOException {
        return send(HttpRequest.newBuilder(server.uri("/" + task.id() + path))
                .header("X-Task-Password", task.password())
                .build());
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(server.uri(path)).build());
    }

    /** Polls until the task is finished. */
    public Ended await(Task task) throws IOException {
        Set<String> sentences = new LinkedHashSet<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            HttpResponse<String> response = get(task, "");
            sentences.add(response.body());
            String status = response.headers().firstValue("X-Task-Status").orElse("");
            if (status.startsWith("FINISHED")) {
                return new Ended(status, sentences);
            }
            pause();
        }
        throw new AssertionError("task " + task.id() + " is not finished; it said " + sentences + "; its log:\n"
                + get(task, "/log").body());
    }

    /** Polls until the status sentence is this one. */
    public void awaitSentence(Task task, String sentence) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!get(task, "").body().equals(sentence)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("task " + task.id() + " never said: " + sentence);
            }
            pause();
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
