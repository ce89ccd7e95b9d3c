// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ServerHome;

/** Who gets into the API, by what, and how long. */
@ExtendWith(AccountServer.class)
class CredentialsIT {

    private static final String ME = "/api/v1/me";
    private static final String TOKENS = "/api/v1/me/tokens";

    private final ServerHome server;

    CredentialsIT(ServerHome server) {
        this.server = server;
    }

    private ApiClient made(String name, String roles) throws IOException {
        String realm = "/subsystem=elytron/filesystem-realm=RetraceRealm:";
        String password = "correct horse " + name;
        manage(realm + "add-identity(identity=" + name + ")");
        if (!roles.isEmpty()) {
            manage(realm + "add-identity-attribute(identity=" + name + ",name=Roles,value=[" + roles + "])");
        }
        manage(realm + "set-password(identity=" + name + ",clear={password=\"" + password + "\"})");
        return ApiClient.of(server, name, password);
    }

    private void manage(String command) throws IOException {
        ServerHome.Ended ended = server.manage(command);
        assertThat(ended.status()).as(ended.text()).isZero();
    }

    private static String token(ApiClient owner, String wish) throws IOException {
        ApiClient.Answer answer = owner.send("POST", TOKENS, wish);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return "Bearer " + answer.json().getString("token");
    }

    @Test
    void tokenCountsUntilItIsRevoked() throws IOException {
        ApiClient viewer = ApiClient.of(server, "viewer");
        ApiClient program = viewer.with(token(viewer, "{\"name\":\"until revoked\"}"));
        int id =
                viewer.get(TOKENS).json().getJsonArray("items").getJsonObject(0).getInt("id");

        assertThat(program.get(ME).status()).isEqualTo(200);
        assertThat(viewer.send("DELETE", TOKENS + "/" + id, "").status()).isEqualTo(204);

        assertThat(program.get(ME).status()).isEqualTo(401);
        assertThat(ApiClient.of(server, "debugger")
                        .send("DELETE", TOKENS + "/" + id, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tokenCountsUntilItExpiresAndIsKeptAsAHashAlone() throws IOException, SQLException {
        ApiClient viewer = ApiClient.of(server, "viewer");
        String bearer = token(viewer, "{\"name\":\"until it expires\",\"validDays\":1}");
        String text = bearer.substring("Bearer ".length());

        assertThat(server.number("select count(*) from access_token t where t::text like '%" + text + "%'"))
                .isZero();
        assertThat(server.number("select count(*) from access_token where hash = sha256('" + text + "')"))
                .isEqualTo(1);
        server.execute("update access_token set expires_at = now() where hash = sha256('" + text + "')");

        assertThat(viewer.with(bearer).get(ME).status()).isEqualTo(401);
    }

    @Test
    void tokenMayNoMoreThanItsOwnerAndMakesNoOther() throws IOException {
        ApiClient owner = made("tina", "viewer,core-dev");
        ApiClient program = owner.with(token(owner, "{\"name\":\"small\",\"roles\":[\"viewer\"]}"));

        assertThat(owner.get("/api/v1/audit").status()).isEqualTo(200);
        assertThat(program.get("/api/v1/releases?limit=1").status()).isEqualTo(200);
        assertThat(program.get("/api/v1/audit").status()).isEqualTo(403);
        assertThat(program.send("POST", TOKENS, "{\"name\":\"other\"}").json().getString("detail"))
                .contains("a token cannot make another");
        assertThat(owner.send("POST", TOKENS, "{\"name\":\"mighty\",\"roles\":[\"admin\"]}")
                        .json()
                        .getString("detail"))
                .contains("at least one of your roles");
    }

    @Test
    void disabledPersonGetsInByNothing() throws IOException, SQLException {
        ApiClient dora = made("dora", "viewer");
        ApiClient program = dora.with(token(dora, "{\"name\":\"hers\"}"));
        server.execute("update person set disabled_at = now() where display_name = 'dora'");

        assertThat(dora.get(ME).status()).isEqualTo(403);
        assertThat(dora.get(ME).json().getString("detail")).contains("disabled");
        assertThat(program.get(ME).status()).isEqualTo(401);
    }

    @Test
    void accountWithoutARoleIsToldWhomToAsk() throws IOException {
        ApiClient.Answer answer = made("norman", "").get(ME);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("detail")).contains("no role here; ask an administrator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic !!!",
                "Basic bm9jb2xvbg==",
                "Basic dmlld2VyOg==",
                "Bearer",
                "Bearer x",
                "Bearer retrace_",
                "Bearer retrace_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsInJvbGVzIjpbImFkbWluIl19.",
                "Negotiate YII",
                "Digest username=\"admin\"",
                "admin"
            })
    void whatIsNoCredentialIsRefusedWithAWordOfWhatWouldBe(String authorization) throws IOException {
        ApiClient.Answer answer = new ApiClient(server, authorization, "192.0.2.77").get(ME);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=\"Retrace\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("urn:retrace:problem:unauthenticated");
    }

    @Test
    void thousandWrongPasswordsShutTheAccountAndNobodyElse() throws IOException {
        ApiClient victim = made("victor", "viewer");
        ApiClient program = victim.with(token(victim, "{\"name\":\"his\"}"));
        String wrong =
                "Basic " + Base64.getEncoder().encodeToString("victor:wrong password".getBytes(StandardCharsets.UTF_8));

        for (int i = 0; i < 1000; i++) {
            ApiClient guesser = new ApiClient(server, wrong, "198.51.100." + i / 50);
            assertThat(guesser.get(ME).status()).isEqualTo(401);
        }

        assertThat(victim.get(ME).status()).isEqualTo(401);
        assertThat(program.get(ME).status()).isEqualTo(200);
        assertThat(ApiClient.of(server, "viewer").get(ME).status()).isEqualTo(200);
    }

    @Test
    void addressThatGuessesMustWait() throws IOException {
        ApiClient guesser = new ApiClient(server, "Bearer nothing", "203.0.113.9");
        for (int i = 0; i < 60; i++) {
            assertThat(guesser.get(ME).status()).isEqualTo(401);
        }

        ApiClient.Answer answer = guesser.get(ME);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(guesser.from("203.0.113.10").get(ME).status()).isEqualTo(401);
    }

    @Test
    void eachHasAShareOfRequestsAndIsToldOfIt() throws IOException {
        ApiClient stranger = new ApiClient(server, "", "203.0.113.50");
        server.set("retrace.max-api-requests", "3");
        try {
            ApiClient.Answer first = stranger.get("/api/v1/statistics");
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"requests\";q=3;w=60");
            assertThat(first.header("RateLimit")).isEqualTo("\"requests\";r=2;t=60");
            stranger.get("/api/v1/statistics");
            stranger.get("/api/v1/statistics");

            ApiClient.Answer answer = stranger.get("/api/v1/statistics");

            assertThat(answer.status()).isEqualTo(429);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
            assertThat(stranger.from("203.0.113.51").get("/api/v1/statistics").status())
                    .isEqualTo(200);
        } finally {
            server.set("retrace.max-api-requests", "600");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/audit",
                "//api/v1/audit",
                "/./api/v1/audit",
                "/x/../api/v1/audit",
                "/api/v1/../v1/audit",
                "/api/v1/audit/",
                "/api/v1/audit;x=1",
                "/api;x=1/v1/audit",
                "/api/v1;/audit",
                "/api/v1/%61udit",
                "/%61pi/v1/audit",
                "/api%2fv1/audit",
                "/API/v1/audit",
                "/api/v1/audit%00",
                "/console/../api/v1/audit",
                "/console/..;/api/v1/audit"
            })
    void noSpellingOfAPathLeadsPastTheRights(String path) throws IOException {
        for (ApiClient client :
                new ApiClient[] {new ApiClient(server, "", "192.0.2.3"), ApiClient.of(server, "viewer")}) {
            ApiClient.Answer answer = client.get(path);
            boolean signInPage = answer.header("Content-Type").startsWith("text/html");
            assertThat(answer.status() != 200 || signInPage).as(path).isTrue();
            assertThat(answer.response().body()).doesNotContain("\"items\"");
        }
    }

    @Test
    void auditTellsWhoDidWhatFromWhere() throws IOException {
        ApiClient debugger = ApiClient.of(server, "debugger").from("192.0.2.44");
        token(debugger, "{\"name\":\"for the audit\"}");
        ApiClient admin = ApiClient.of(server, "admin");

        var event = admin.get("/api/v1/audit?action=TOKEN_MADE&limit=500").json().getJsonArray("items").stream()
                .map(value -> value.asJsonObject())
                .filter(each -> each.getString("detail").startsWith("for the audit"))
                .findFirst()
                .orElseThrow();

        assertThat(event.getString("actor")).isEqualTo("debugger");
        assertThat(event.getString("identity")).isEqualTo("embedded debugger");
        assertThat(event.getString("address")).isEqualTo("192.0.2.44");
        assertThat(event.getString("way")).isEqualTo("API");
        assertThat(event.getString("object")).startsWith("token ");
        var next = admin.get("/api/v1/audit?limit=1").json();
        var second = admin.get("/api/v1/audit?limit=1&cursor=" + next.getString("next"))
                .json();
        assertThat(second.getJsonArray("items").getJsonObject(0).getInt("id"))
                .isLessThan(next.getJsonArray("items").getJsonObject(0).getInt("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set detail = 'nothing'",
                "delete from audit_event",
                "truncate audit_event",
                "alter table audit_event disable trigger audit_event_stays; delete from audit_event where false"
            })
    void auditIsAppendOnlyToTheApplication(String statement) {
        assertThatThrownBy(() -> server.execute(statement))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void applicationIsNoSuperuserOfItsDatabase() throws IOException, SQLException {
        assertThat(server.number("select count(*) from pg_user where usename = current_user and usesuper"))
                .isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /api/v1/audit?limit=0                | limit
            /api/v1/audit?limit=501              | limit
            /api/v1/audit?cursor=x               | cursor
            /api/v1/audit?actor=me               | actor
            /api/v1/audit?person=me              | person
            /api/v1/audit?action=NOTHING         | action
            /api/v1/audit?since=yesterday        | since
            /api/v1/audit?limit=1&limit=2        | limit
            /api/v1/packages                     | nevra
            /api/v1/packages?nevra=a&cursor=b    | cursor
            """)
    void wrongParameterIsNamed(String path, String field) throws IOException {
        ApiClient.Answer answer = ApiClient.of(server, "admin").get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(field);
    }
}
