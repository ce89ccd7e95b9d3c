// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.retrace.account.ApiClient;

/** Somebody who follows a task, event by event. */
final class EventReader implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    private EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** What came; the name of a comment is empty. */
    record Event(String name, String id, String text) {

        JsonObject data() {
            try (JsonReader reader = Json.createReader(new StringReader(text))) {
                return reader.readObject();
            }
        }

        /** Name, state or step, and outcome. */
        String brief() {
            return (name + " " + data().getString("state", data().getString("step", "")) + " "
                            + data().getString("outcome", ""))
                    .strip();
        }
    }

    /** Asks, on a connection of its own; {@code headers} are names and values in turn. */
    static EventReader open(ApiClient client, String task, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(client.server().uri("/api/v1/tasks/" + task + "/events") + ""))
                .header("X-Forwarded-For", client.address())
                .header("Authorization", client.authorization());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new EventReader(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** All that was sent, when it is at its end. */
    String rest() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    /** The next event or comment; empty at the end. */
    Optional<Event> next() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && !fields.containsKey("retry")) {
                return Optional.of(new Event(
                        fields.getOrDefault("event", ""),
                        fields.getOrDefault("id", ""),
                        fields.getOrDefault("data", "")));
            }
            if (line.isEmpty()) {
                fields.clear();
            } else {
                String[] parts = line.split(": ?", 2);
                fields.put(parts[0], parts[1]);
            }
        }
        return Optional.empty();
    }

    /** Events without comments, up to the first of a kind, or the end. */
    List<Event> until(Predicate<Event> last) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> event = next(); event.isPresent(); event = next()) {
            if (!event.get().name().isEmpty()) {
                events.add(event.get());
                if (last.test(event.get())) {
                    break;
                }
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
