// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.retrace.it.ServerHome;

/**
 * Somebody who asks the JSON API, from an address of their own.
 *
 * @param authorization the header; empty when they bring no credentials
 * @param address from which the request seems to come, behind a trusted proxy
 */
public record ApiClient(ServerHome server, String authorization, String address) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        /** The body as JSON. */
        public JsonObject json() {
            try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
                return reader.readObject();
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** Somebody with a name and a password. */
    public static ApiClient of(ServerHome server, String name, String password) {
        String both = name + ":" + password;
        String encoded = Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return new ApiClient(server, "Basic " + encoded, "192.0.2.1");
    }

    /** One of the accounts of the first start. */
    public static ApiClient of(ServerHome server, String name) throws IOException {
        return of(server, name, server.password(name));
    }

    /** The same with other credentials. */
    public ApiClient with(String otherAuthorization) {
        return new ApiClient(server, otherAuthorization, address);
    }

    /** The same from somewhere else. */
    public ApiClient from(String otherAddress) {
        return new ApiClient(server, authorization, otherAddress);
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, "");
    }

    /** Sends a request, with a body of JSON when there is one. */
    public Answer send(String method, String path, String body) throws IOException {
        return send(method, path, body, List.of());
    }

    /** The same with further headers: a name, and behind it its value. */
    public Answer send(String method, String path, String body, List<String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri("") + path))
                .header("X-Forwarded-For", address)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
