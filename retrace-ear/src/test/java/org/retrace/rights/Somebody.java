// SPDX-License-Identifier: Apache-2.0
package org.retrace.rights;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.retrace.it.ServerHome;

/**
 * One column of the table at the running server: signed in to the console by the form and to the API by BASIC, or
 * nobody.
 */
final class Somebody {

    private static final String FORM = "j_security_check";

    private final ServerHome server;
    private final String account;
    private final String password;
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    /**
     * An account.
     *
     * @param account its name; empty for nobody
     */
    Somebody(ServerHome server, String account, String password) {
        this.server = server;
        this.account = account;
        this.password = password;
    }

    String account() {
        return account;
    }

    /** Signs in to the console, where it is an account. */
    void signIn() throws IOException {
        if (!account.isEmpty()) {
            page("GET", "/overview.xhtml");
            send(HttpRequest.newBuilder(server.uri("/console/" + FORM))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("j_username=" + account + "&j_password="
                            + java.net.URLEncoder.encode(password, StandardCharsets.UTF_8))));
        }
    }

    /** What a request to the console comes to: yes, no, 404, or sign-in. */
    String page(String verb, String path) throws IOException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.uri("/console") + path))
                .method(verb, HttpRequest.BodyPublishers.noBody()));
        if (answer.statusCode() == 200 && answer.body().contains(FORM)) {
            return "sign-in";
        }
        return switch (answer.statusCode()) {
            case 200, 302, 303, 304 -> "yes";
            case 403 -> "no";
            default -> Integer.toString(answer.statusCode());
        };
    }

    /** An answer of the API; what changes something comes with a body of the type that it takes. */
    HttpResponse<String> api(String verb, String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri("") + path))
                .method(verb, HttpRequest.BodyPublishers.ofString(verb.matches("POST|PATCH") ? "{}" : ""));
        if (verb.matches("POST|PATCH")) {
            request.header("Content-Type", path.endsWith("/tasks") ? "application/x-tar" : "application/json");
        }
        if (verb.equals("PATCH")) {
            request.header("If-Match", "\"nothing\"");
        }
        if (!account.isEmpty()) {
            byte[] both = (account + ":" + password).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
