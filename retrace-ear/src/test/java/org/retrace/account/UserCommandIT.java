// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ServerHome;

/** {@code ./retrace user}: accounts from their first day to their last. */
@ExtendWith(AccountServer.class)
class UserCommandIT {

    private static final Pattern PASSWORD = Pattern.compile("The password of [a-z]+: (\\S+)");

    private final ServerHome server;

    UserCommandIT(ServerHome server) {
        this.server = server;
    }

    private String run(String... arguments) throws IOException {
        ServerHome.Ended ended = server.run(arguments);
        assertThat(ended.status()).as(ended.text()).isZero();
        return ended.text();
    }

    private ApiClient made(String said, String name) {
        Matcher password = PASSWORD.matcher(said);
        assertThat(password.find()).as(said).isTrue();
        return ApiClient.of(server, name, password.group(1));
    }

    @Test
    void accountIsMadeChangedAndDisabledWithAllThatActsForIt() throws IOException {
        ApiClient ann = made(run("user", "add", "ann", "viewer", "debugger"), "ann");
        assertThat(ann.get("/api/v1/me").json().getJsonArray("roles").toString())
                .isEqualTo("[\"debugger\",\"viewer\"]");
        String token = ann.send("POST", "/api/v1/me/tokens", "{\"name\":\"nightly\"}")
                .json()
                .getString("token");
        ApiClient program = ann.with("Bearer " + token);
        assertThat(program.get("/api/v1/me").json().getBoolean("program")).isTrue();

        run("user", "role", "ann", "viewer");
        assertThat(ann.get("/api/v1/me").json().getJsonArray("roles").toString())
                .isEqualTo("[\"viewer\"]");
        assertThat(program.get("/api/v1/me").json().getJsonArray("roles").toString())
                .isEqualTo("[\"viewer\"]");

        ApiClient again = made(run("user", "password", "ann"), "ann");
        assertThat(ann.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(again.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(run("user", "list")).containsPattern("ann +viewer");

        run("user", "disable", "ann");
        assertThat(again.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(program.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(run("user", "list")).containsPattern("ann +\\(disabled\\)");
    }

    @Test
    void passwordsThatTheFirstStartWroteDownStayRight() throws IOException {
        String said = run("user", "password", "admin");

        assertThat(made(said, "admin").get("/api/v1/audit").status()).isEqualTo(200);
        assertThat(said).endsWith(server.password("admin") + "\n");
    }

    @Test
    void nameIsNoPatternForOthers() throws IOException {
        String before = server.password("admin");
        run("user", "add", "a.min", "viewer");
        run("user", "password", "a.min");

        assertThat(server.password("admin")).isEqualTo(before);
        assertThat(Files.readAllLines(server.directory().resolve("accounts.txt")))
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "?dmin",
                ".",
                "..",
                "[a-z]*",
                "-x",
                "--stdin",
                "-",
                "_a",
                "a/b",
                "../ann",
                "a b",
                " admin",
                "admin ",
                "admin,x",
                "a=b",
                "$(id)",
                "`id`",
                ";id",
                "a|b",
                "a\"b",
                "a'b",
                "a\\b",
                "admin\n",
                "\nadmin",
                "a\nb",
                "a\tb",
                "\u001b[2J",
                "\u00e4nn",
                "Admin",
                "ADMIN",
                "admin%00",
                "a)b",
                "a{b}",
                "launcher-0123456789abcdef",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void hostileNameIsRefusedBeforeItStandsInACommand(String name) throws IOException {
        for (List<String> command : List.of(
                List.of("add", name, "viewer"),
                List.of("password", name),
                List.of("role", name, "viewer"),
                List.of("disable", name))) {
            List<String> all = new ArrayList<>(List.of("user"));
            all.addAll(command);
            ServerHome.Ended ended = server.run(all.toArray(new String[0]));

            assertThat(ended.status()).as(ended.text()).isEqualTo(2);
            assertThat(ended.text()).containsAnyOf("an account's name has up to 63 characters", "the launcher's own");
            assertThat(ended.text()).doesNotContain("\u001b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin core-dev", "*", "", "viewer,admin", "view\"er", "viewe."})
    void hostileRoleIsRefused(String role) throws IOException {
        ServerHome.Ended ended = server.run("user", "role", "viewer", role);

        assertThat(ended.status()).as(ended.text()).isEqualTo(2);
        assertThat(ended.text()).contains("there is no role");
    }

    @Test
    void accountOfWhateverNameIsListed() throws IOException {
        new Accounts(server).made("Eve", "viewer,debugger");

        assertThat(run("user", "list"))
                .containsPattern("(?m)^'Eve' +debugger viewer$")
                .containsPattern("(?m)^core-dev +core-dev$");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            user                            | 2 | user knows list, add NAME ROLE
            user add Ann viewer             | 2 | an account's name has up to 63 characters
            user add ../ann viewer          | 2 | an account's name has up to 63 characters
            user add bob                    | 2 | name at least one role
            user add bob boss               | 2 | there is no role 'boss'; there are admin core-dev debugger viewer
            user add viewer viewer          | 1 | there is an account viewer
            user role nobody viewer         | 1 | there is no account nobody
            user disable nobody             | 1 | there is no account nobody
            user password viewer --stdin    | 2 | no password came on standard input
            user password viewer --loud     | 2 | --stdin, but got '--loud'
            """)
    void wrongUseSaysWhatWouldBeRight(String command, int status, String sentence) throws IOException {
        ServerHome.Ended ended = server.run(command.split(" +"));

        assertThat(ended.text()).contains(sentence);
        assertThat(ended.status()).isEqualTo(status);
    }
}
