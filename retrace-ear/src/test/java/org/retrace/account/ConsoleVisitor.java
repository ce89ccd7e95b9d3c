// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.retrace.it.ServerHome;

/** Somebody at the console's sign-in form, with the cookies of a browser and none of its patience. */
final class ConsoleVisitor {

    private static final String PAGE = "/console/overview.xhtml";

    private final ServerHome server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    ConsoleVisitor(ServerHome server) {
        this.server = server;
    }

    /** Fills the form in. */
    void submit(String name, String password) throws IOException {
        look();
        send(HttpRequest.newBuilder(server.uri("/console/j_security_check"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "j_username=" + encode(name) + "&j_password=" + encode(password))));
    }

    /** Whether pages open, and not the form in their place. */
    boolean isIn() throws IOException {
        String page = look();
        boolean form = page.contains("id=\"password\"");
        assertThat(page.contains("action=\"/console/sign-out\"")).as(page).isNotEqualTo(form);
        return !form;
    }

    private String look() throws IOException {
        return send(HttpRequest.newBuilder(server.uri(PAGE)).GET());
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
