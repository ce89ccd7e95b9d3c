// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.account.AccountServer;
import org.retrace.account.ApiClient;
import org.retrace.it.ServerHome;

/** What each answer tells a browser to do, and not to do, with it. The server trusts loopback as a proxy. */
@ExtendWith(AccountServer.class)
class HeadersIT {

    private static final String HTTPS = "X-Forwarded-Proto";

    private final ServerHome server;

    HeadersIT(ServerHome server) {
        this.server = server;
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({
        "/overview.xhtml, nobody, 200, no-store, script-src",
        "/overview.xhtml, viewer, 200, no-store, script-src",
        "/task/tasks.xhtml, debugger, 200, no-store, script-src",
        "/help.xhtml, viewer, 200, no-store, script-src",
        "/, viewer, 302, no-store, default-src 'none'",
        "/nowhere, viewer, 404, no-store, script-src",
        "/resources/ui/icon.xhtml, viewer, 403, no-store, script-src",
        "/tasks/1/log.txt, viewer, 404, no-store, script-src",
        "/task/task.xhtml?id=1, viewer, 404, no-store, script-src",
        "/theme, viewer, 405, no-store, ''",
        "/jakarta.faces.resource/tokens.css.xhtml?ln=css, nobody, 200, max-age, default-src 'none'"
    })
    void everyAnswerOfTheConsole(String path, String account, int status, String cache, String policy)
            throws IOException {
        var visitor = new Visitor(server);
        if (!account.equals("nobody")) {
            visitor.signIn(account);
        }
        var answer = visitor.get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Permissions-Policy")).contains("camera=()", "microphone=()", "geolocation=()");
        assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Content-Security-Policy"))
                .contains(policy)
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe-eval", "script-src 'unsafe-inline'", "http:", "*");
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(header(answer, "Cache-Control")).contains(cache);
        assertThat(header(answer, "Strict-Transport-Security")).isEmpty();
        assertThat(header(answer, "Server") + header(answer, "X-Powered-By")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/me, 200", "/api/v1/nowhere, 404", "/api/v1/statistics, 200", "/api/v1/audit, 403"})
    void everyAnswerOfTheApi(String path, int status) throws IOException {
        var answer = ApiClient.of(server, "viewer").get(path).response();

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource({"http, false", "https, true", "'http, https', true", "'https, http', false"})
    void cookiesAreForThisSiteOnlyAndForHttpsWhereItIs(String scheme, boolean secure) throws IOException {
        var visitor = new Visitor(server);
        var session = visitor.get("/help.xhtml", HTTPS, scheme);
        var theme = visitor.post("/theme", Map.of("theme", "dark"), HTTPS, scheme);

        for (var answer : java.util.List.of(session, theme)) {
            assertThat(Visitor.cookies(answer)).isNotEmpty().allSatisfy(cookie -> {
                assertThat(cookie.toLowerCase(java.util.Locale.ROOT))
                        .contains("httponly", "samesite=lax", "path=/console");
                assertThat(cookie.toLowerCase(java.util.Locale.ROOT).contains("; secure"))
                        .isEqualTo(secure);
            });
        }
    }

    @Test
    void whereHttpsIsRequiredNobodySignsInWithoutIt() throws IOException {
        var credentials = Map.of("j_username", "viewer", "j_password", server.password("viewer"));
        server.set("retrace.require-https", "true");
        try {
            for (var answer : java.util.List.of(
                    new Visitor(server).get("/"),
                    new Visitor(server).get("/help.xhtml"),
                    new Visitor(server).post("/j_security_check", credentials),
                    new Visitor(server).get("/help.xhtml", HTTPS, "http"))) {
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("By HTTPS only").doesNotContain("j_password");
                assertThat(header(answer, "Strict-Transport-Security")).isEmpty();
            }
            var secure = new Visitor(server);
            var form = secure.get("/help.xhtml", HTTPS, "https");
            assertThat(form.body()).contains("j_password");
            assertThat(header(form, "Strict-Transport-Security")).isEqualTo("max-age=31536000");
            assertThat(secure.post("/j_security_check", credentials, HTTPS, "https")
                            .statusCode())
                    .isIn(302, 303);
            assertThat(secure.get("/help.xhtml", HTTPS, "https").body()).contains("aria-label=\"Sign out\"");
            assertThat(secure.get("/help.xhtml").statusCode()).isEqualTo(403);
        } finally {
            server.set("retrace.require-https", "false");
        }
    }

    @Test
    void auditHasTheAddressThatATrustedProxyTells() throws Exception {
        new Visitor(server).signIn("core-dev").get("/help.xhtml", "X-Forwarded-For", "203.0.113.9, 198.51.100.77");

        assertThat(server.number("select count(*) from audit_event where action = 'SIGNED_IN' and way = 'console'"
                        + " and address = '198.51.100.77'"))
                .isEqualTo(1);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
