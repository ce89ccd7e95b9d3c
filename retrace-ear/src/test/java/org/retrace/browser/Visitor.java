// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.retrace.it.ServerHome;

/** Somebody before the console whose browser is so simple that it sends what a test says; it keeps cookies. */
final class Visitor {

    static final String SESSION = "JSESSIONID";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ServerHome server;
    private final Map<String, String> cookies = new TreeMap<>();

    Visitor(ServerHome server) {
        this.server = server;
    }

    /** What the console set, a cookie a line. */
    static List<String> cookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    /** The number of the session; empty when there is none. */
    String session() {
        return cookies.getOrDefault(SESSION, "");
    }

    /** Asks for a page below the console; follows nothing. */
    HttpResponse<String> get(String path, String... headers) throws IOException {
        return send(request(path, headers).GET());
    }

    /** Sends a form, each field a name and a value. */
    HttpResponse<String> post(String path, Map<String, String> fields, String... headers) throws IOException {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Signs in with one of the accounts of the first start. */
    Visitor signIn(String account) throws IOException {
        return signIn(account, server.password(account));
    }

    Visitor signIn(String account, String password) throws IOException {
        get("/help.xhtml");
        var answer = post("/j_security_check", Map.of("j_username", account, "j_password", password));
        if (answer.statusCode() != 302 && answer.statusCode() != 303) {
            throw new AssertionError(account + " did not get in: " + answer.statusCode() + " " + answer.body());
        }
        return this;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server.uri("/console") + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private synchronized void keep(String line) {
        var pair = line.split(";", 2)[0].split("=", 2);
        if (line.toLowerCase(java.util.Locale.ROOT).contains("max-age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
