// SPDX-License-Identifier: Apache-2.0
package org.retrace.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;
import org.retrace.reposync.WebMirror;

/** Every operation of the document, called at the running server: each answer is one that the document promises. */
@ExtendWith(OpenapiServer.class)
class OperationsIT {

    /** What cannot be had of a server in order, and of a client that keeps to the protocol. */
    private static final Set<Integer> NOT_PROVOKED = Set.of(408, 411, 413, 500, 503, 507);

    private final ServerHome server;
    private final WebMirror mirror;
    private final TreeMap<String, String> kept = new TreeMap<>();
    private final Set<String> seen = new TreeSet<>();

    OperationsIT(OpenapiServer.Running running) throws IOException, SQLException {
        this.server = running.home();
        this.mirror = running.mirror();
        kept.put("packages", server.directory().resolve("packages").toString());
        kept.put("buildId", buildId());
        kept.put("task", retraced());
    }

    private String retraced() throws IOException {
        ClassicClient client = new ClassicClient(server);
        ClassicClient.Task task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);
        return task.id();
    }

    private String buildId() throws IOException, SQLException {
        String query = "select encode(build_id, 'hex') from package_build_id where path = '/usr/bin/toaster'";
        try (Connection database = server.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyOperationAnswersAsTheDocumentSays() throws IOException {
        ApiDocument document = ApiDocument.golden();
        List<DynamicTest> tests = new ArrayList<>();
        Calls.ALL.forEach(call -> tests.add(DynamicTest.dynamicTest(
                call.operation() + " " + call.status() + " " + call.target(),
                () -> check(document.operation(call.operation()), call.status(), send(call)))));
        CommonErrors errors = new CommonErrors(server);
        CommonErrors.STATUSES.forEach(status -> addErrors(tests, document, errors, status));
        tests.add(DynamicTest.dynamicTest("requests are limited", () -> errors.limit("1")));
        addErrors(tests, document, errors, CommonErrors.LIMITED);
        tests.add(DynamicTest.dynamicTest("requests are not limited", () -> errors.limit("100000")));
        tests.add(DynamicTest.dynamicTest(
                "nothing is left uncalled", () -> assertThat(promised(document)).isSubsetOf(seen)));
        return tests.stream();
    }

    private void addErrors(List<DynamicTest> tests, ApiDocument document, CommonErrors errors, int status) {
        document.operations().stream()
                .filter(operation -> operation.statuses().contains(status))
                .forEach(operation -> tests.add(DynamicTest.dynamicTest(
                        operation.id() + " " + status,
                        () -> check(operation, status, errors.provoke(operation, status)))));
    }

    /** Lets an uploaded task come to its end, and then wait for a time, as after trouble. */
    private void rest(ApiAnswer uploaded) throws IOException, SQLException {
        String id = uploaded.json().get("id").asString();
        String password = uploaded.json().get("password").asString();
        new ClassicClient(server).await(new ClassicClient.Task(id, password));
        server.execute(
                "update retrace_task set state = 'QUEUED', finished_at = null, failure = null, execution_id = null,"
                        + " crash_removed = false, not_before = clock_timestamp() + interval '280 s' where id = " + id);
    }

    /** The packages of a sync wait until there was another for it to be in the way of. */
    private ApiAnswer send(Call call) throws IOException, SQLException {
        if (call.operation().equals("beginSync") && call.status() == 202) {
            mirror.hold(1);
        }
        ApiAnswer answer = call.send(server, kept);
        if (call.operation().equals("uploadTask") && call.status() == 201) {
            rest(answer);
        }
        if (call.operation().equals("beginSync") && call.status() == 409) {
            mirror.letGo();
        }
        return answer;
    }

    private void check(ApiOperation operation, int status, ApiAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(operation.faults(answer)).as(answer.body()).isEmpty();
        seen.add(operation.id() + " " + status);
    }

    private static Set<String> promised(ApiDocument document) {
        Set<String> all = new TreeSet<>();
        for (ApiOperation operation : document.operations()) {
            operation.statuses().stream()
                    .filter(status -> !NOT_PROVOKED.contains(status))
                    .forEach(status -> all.add(operation.id() + " " + status));
        }
        return all;
    }
}
