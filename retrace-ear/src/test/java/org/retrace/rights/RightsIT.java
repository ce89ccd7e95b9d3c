// SPDX-License-Identifier: Apache-2.0
package org.retrace.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrace.account.AccountServer;
import org.retrace.it.ServerHome;

/**
 * Who may do what at the pages and the API: every cell of {@code rights.txt} is tried, and nothing is missing from it.
 * The methods of beans are tried inside the server, by {@link org.retrace.inside.BeanRightsIT}.
 */
@ExtendWith(AccountServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsIT {

    private static final String NO_ROLE = "somebody-without-a-role";
    private static final String NOWHERE = "1";

    private final ServerHome server;
    private final Map<String, Somebody> columns = new LinkedHashMap<>();
    private final MadeTasks tasks;

    RightsIT(ServerHome server) throws IOException, SQLException {
        this.server = server;
        this.tasks = new MadeTasks(server);
    }

    @BeforeAll
    void signEverybodyIn() throws IOException {
        for (String column : RightsTable.COLUMNS) {
            columns.put(column, somebody(column));
        }
        for (Somebody somebody : columns.values()) {
            somebody.signIn();
            somebody.api("GET", "/api/v1/me");
        }
    }

    private Somebody somebody(String column) throws IOException {
        return switch (column) {
            case "nobody" -> new Somebody(server, "", "");
            case "no-role" -> withoutARole();
            default -> new Somebody(server, column, server.password(column));
        };
    }

    private Somebody withoutARole() throws IOException {
        String realm = "/subsystem=elytron/filesystem-realm=RetraceRealm:";
        String password = "correct horse battery";
        server.manage(realm + "add-identity(identity=" + NO_ROLE + ")");
        server.manage(realm + "set-password(identity=" + NO_ROLE + ",clear={password=\"" + password + "\"})");
        return new Somebody(server, NO_ROLE, password);
    }

    private Somebody as(String column) {
        return Objects.requireNonNull(columns.get(column));
    }

    @Test
    void everythingThatPeopleCanDoIsInTheTable(@TempDir Path scratch) throws IOException {
        ShippedActions shipped = ShippedActions.read(scratch);
        RightsTable table = RightsTable.read();

        assertThat(shipped.hasHttp()).isTrue();
        assertThat(withoutQuery(table.actions("page"))).isEqualTo(shipped.pages());
        assertThat(generalised(table.actions("api", "own"))).isEqualTo(shipped.operations());
        assertThat(table.actions("bean")).isEqualTo(shipped.guardedMethods());
    }

    private static Set<String> withoutQuery(Set<String> pages) {
        return pages.stream()
                .map(page -> page.replaceFirst("^[A-Z]+ ", "").replaceFirst("\\?.*", ""))
                .map(page -> page.replaceFirst("^(/[a-z-]+)/\\{.*", "$1/*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> generalised(Set<String> operations) {
        return operations.stream()
                .map(operation ->
                        operation.replaceAll("\\{(own|foreign)}", "{id}").replaceFirst("\\?.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<RightsTable.Line> requests() {
        return RightsTable.read().of("page", "api", "own").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void eachGetsWhatTheTableSays(RightsTable.Line line) throws IOException, SQLException {
        Map<String, String> got = new LinkedHashMap<>();
        for (String column : RightsTable.COLUMNS) {
            got.put(column, tried(line, as(column)));
        }

        assertThat(got).isEqualTo(new LinkedHashMap<>(line.cells()));
    }

    private String tried(RightsTable.Line line, Somebody somebody) throws IOException, SQLException {
        String[] request = line.action().split(" ", 2);
        String path = filled(request[1], somebody);
        if (line.kind().equals("page")) {
            return console(request[0], path, somebody);
        }
        return operation(request[0], path, line, somebody);
    }

    private String filled(String path, Somebody somebody) throws IOException, SQLException {
        if (path.contains("{foreign}")) {
            return path.replace("{foreign}", Long.toString(tasks.foreign())).replaceAll("\\{\\w+}", "log");
        }
        if (path.contains("{own}")) {
            return path.replace("{own}", Long.toString(tasks.of(somebody.account())))
                    .replaceAll("\\{\\w+}", "log");
        }
        return path.replace("{person}", Long.toString(tasks.somebodyElse()))
                .replace("{release}", "asked-1-x86_64")
                .replace("{hex}", "c0ffee01c0ffee01")
                .replaceAll("\\{\\w+}", "7");
    }

    /** Who signs out comes back. */
    private static String console(String verb, String path, Somebody somebody) throws IOException {
        String got = somebody.page(verb, path);
        if (path.equals("/sign-out")) {
            somebody.signIn();
        }
        return got;
    }

    private String operation(String verb, String path, RightsTable.Line line, Somebody somebody) throws IOException {
        HttpResponse<String> answer = somebody.api(verb, path);
        return switch (answer.statusCode()) {
            case 401, 403 -> Integer.toString(answer.statusCode());
            case 404 -> isAsIfNotThere(verb, path, line, answer) ? "404" : "yes";
            default -> answer.statusCode() < 500 ? "yes" : answer.statusCode() + " " + answer.body();
        };
    }

    /** Whether the answer is, but for the number, that to an administrator who asks for a task that never was. */
    private boolean isAsIfNotThere(String verb, String path, RightsTable.Line line, HttpResponse<String> answer)
            throws IOException {
        if (!line.action().matches(".*\\{(own|foreign)}.*")) {
            return false;
        }
        String id = path.replaceFirst("^/api/v1/tasks/([0-9]+).*", "$1");
        HttpResponse<String> absent = as("admin").api(verb, path.replace(id, NOWHERE));
        return absent.statusCode() == 404 && answer.body().replace(id, NOWHERE).equals(absent.body());
    }
}
