// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ServerHome;

/** Forms that a page of another site sends are refused, wherever they lead. */
@ExtendWith(Console.class)
class ForgedFormsIT {

    private static final String TITLE = "That came from another site";

    private final Browser browser;
    private final ServerHome server;

    ForgedFormsIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/j_security_check",
                "/x/j_security_check",
                "/jakarta.faces.resource/j_security_check",
                "/overview.xhtml/j_security_check",
                "/sign-out",
                "/theme",
                "/overview.xhtml",
                "/task/tasks.xhtml",
                "/nowhere",
                "/"
            })
    void noPathTakesThem(String path) throws IOException {
        for (var headers : new String[][] {
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"Origin", "http://evil.example"},
            {"Origin", "null"},
            {"Referer", "http://evil.example/console/"}
        }) {
            refused(new Visitor(server).post(path, credentials(), headers));
            refused(new Visitor(server).signIn("viewer").post(path, Map.of("theme", "dark"), headers));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/j_security_check", "/x/j_security_check"})
    void signInThatIsForgedMakesNoSession(String path) throws IOException {
        var visitor = new Visitor(server);
        visitor.get("/help.xhtml");
        refused(visitor.post(path, credentials(), "Origin", "http://evil.example"));

        assertThat(visitor.get("/help.xhtml").body()).contains("j_security_check");
    }

    @Test
    void signOutThatIsForgedEndsNothing() throws IOException {
        var visitor = new Visitor(server).signIn("viewer");
        refused(visitor.post("/sign-out", Map.of(), "Sec-Fetch-Site", "cross-site"));

        assertThat(visitor.get("/help.xhtml").body()).contains("aria-label=\"Sign out\"");
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none", "Origin, SERVER", "Referer, SERVER/console/"})
    void formsOfItsOwnAreTaken(String name, String value) throws IOException {
        var own = value.replace("SERVER", server.uri("").toString());
        var visitor = new Visitor(server);
        visitor.get("/help.xhtml");

        assertThat(visitor.post("/j_security_check", credentials(), name, own).statusCode())
                .isIn(302, 303);
        assertThat(visitor.get("/help.xhtml").body()).contains("aria-label=\"Sign out\"");
        assertThat(visitor.post("/theme", Map.of("theme", "dark"), name, own).statusCode())
                .isIn(302, 303);
    }

    @Test
    void linksOfOthersLeadHere() throws IOException {
        var answer = new Visitor(server)
                .signIn("viewer")
                .get("/help.xhtml", "Sec-Fetch-Site", "cross-site", "Referer", "http://evil.example/");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void viewOfAPageIsOfNoUseInAnotherSession() throws IOException {
        var state = new Visitor(server)
                .signIn("debugger")
                .get(TaskList.PATH)
                .body()
                .replaceFirst("(?s).*name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]*)\".*", "$1");
        assertThat(state).matches("[-0-9]+:[-0-9]+");

        var answer = new Visitor(server)
                .signIn("viewer")
                .post(TaskList.PATH, Map.of("page", "page", "jakarta.faces.ViewState", state));
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/j_security_check", "/sign-out", "/theme"})
    void browserThatAnotherSiteUsesIsToldSo(String path) throws IOException {
        var elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var page =
                """
                <!doctype html><link rel=icon href="data:,"><form method=post action="%s">
                <input name=j_username value=viewer><input name=j_password value="%s"><button id=send>Win</button></form>
                """
                        .formatted(server.uri("/console" + path), server.password("viewer"))
                        .getBytes(StandardCharsets.UTF_8);
        elsewhere.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        elsewhere.start();
        try {
            browser.visit(
                    URI.create("http://localhost:" + elsewhere.getAddress().getPort() + "/"));
            browser.find("#send").click();
            browser.await("the refusal", () -> browser.text("h1").equals(TITLE));
            assertThat(browser.problems()).hasSize(1).allMatch(line -> line.contains("status of 403"));
        } finally {
            elsewhere.stop(0);
        }
        Look.at(browser, "forged");
        browser.open("/help.xhtml");
        assertThat(browser.shows("#password")).isTrue();
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains(TITLE);
    }

    private Map<String, String> credentials() throws IOException {
        return Map.of("j_username", "viewer", "j_password", server.password("viewer"));
    }
}
