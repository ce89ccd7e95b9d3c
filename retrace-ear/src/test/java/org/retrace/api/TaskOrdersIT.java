// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.account.ApiClient;
import org.retrace.it.ClassicClient;
import org.retrace.it.HeldDebugger;
import org.retrace.it.KillIT;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** What is done to tasks: each order in each state, changes that meet, and orders that come all at once. */
@ExtendWith(SharedServer.class)
class TaskOrdersIT {

    private final ServerHome server = SharedServer.home();
    private final ClassicClient classic = new ClassicClient(server);
    private final TaskClient viewer;

    TaskOrdersIT() throws IOException {
        viewer = TaskClient.of(server, "viewer");
    }

    private TaskClient.Task failed() throws IOException {
        TaskClient.Task task = viewer.upload(TestDistribution.hostile("unknown.tar.gz"));
        classic.await(task.classic());
        return task;
    }

    @Test
    void aTaskIsToldWithAllThatIsKnownOfIt() throws IOException {
        TaskClient.Task uploaded = viewer.upload(TestDistribution.archive("null", "tar.gz"));
        classic.await(uploaded.classic());

        TaskClient.Task task = viewer.find(uploaded);

        assertThat(task.state()).isIn("SUCCESS", "INCOMPLETE");
        assertThat(task.json().keySet())
                .contains("package", "executable", "signal", "signature", "architecture", "complete", "startedAt")
                .contains("finishedAt", "coredumpBytes")
                .doesNotContain("failure", "ahead", "notes", "bugs", "password");
        assertThat(task.json().getJsonObject("owner").getString("name")).isEqualTo("viewer");
        assertThat(viewer.send("GET", task.path(), HttpRequest.BodyPublishers.noBody(), "If-None-Match", task.tag())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void listsAreFilteredAndPaged() throws IOException {
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(0, failed().id());
        }
        String path = TaskClient.TASKS + "?owner=me&state=FAILURE&limit=1";
        List<Long> read = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < 3; i++) {
            var page = viewer.ask("GET", path + cursor).json();
            read.add(page.getJsonArray("items")
                    .getJsonObject(0)
                    .getJsonNumber("id")
                    .longValue());
            cursor = "&cursor=" + page.getString("next", "");
        }

        assertThat(read).isEqualTo(made);
        assertThat(viewer.ask("GET", TaskClient.TASKS + "?package=nothing")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "state=DONE, state",
        "owner=you, owner",
        "cursor=x, cursor",
        "limit=0, limit",
        "id=1, id",
        "package=%00, package"
    })
    void aWrongParameterOfTheListIsNamed(String query, String field) throws IOException {
        ApiClient.Answer answer = viewer.ask("GET", TaskClient.TASKS + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(field);
    }

    @Test
    void aChangeIsMergedIntoWhatIsThere() throws IOException {
        TaskClient.Task task = viewer.find(failed());

        TaskClient.Task noted = TaskClient.task(
                viewer.patch(
                        task,
                        task.tag(),
                        """
                        {"notes": "line\\nö", "caseNumber": "C-1", "bugs": ["#1", "https://b.example/2"],
                         "notify": ["ann@example.org"]}
                        """),
                200);
        String found = viewer.find(noted).tag();
        TaskClient.Task less =
                TaskClient.task(viewer.patch(task, noted.tag(), "{\"notes\": null, \"bugs\": [\"3\"]}"), 200);

        assertThat(noted.json().getString("notes")).isEqualTo("line\nö");
        assertThat(noted.tag()).isEqualTo(found).isNotEqualTo(task.tag()).isNotEqualTo(less.tag());
        assertThat(less.json()).doesNotContainKey("notes").containsKeys("caseNumber", "notify");
        assertThat(less.json().getJsonArray("bugs")).hasSize(1);
    }

    @Test
    void aChangeOfWhatSomebodyElseChangedMeanwhileIsRefused() throws IOException {
        TaskClient.Task task = viewer.find(failed());
        assertThat(TaskClient.of(server, "debugger")
                        .patch(task, task.tag(), "{\"notes\":\"first\"}")
                        .status())
                .isEqualTo(200);

        assertThat(viewer.patch(task, task.tag(), "{\"notes\":\"second\"}").status())
                .isEqualTo(412);
        assertThat(viewer.find(task).json().getString("notes")).isEqualTo("first");
    }

    @Test
    void aChangeSaysWhichVersionItIsOf() throws IOException {
        TaskClient.Task task = failed();
        ApiClient.Answer answer = viewer.send(
                "PATCH",
                task.path(),
                HttpRequest.BodyPublishers.ofString("{\"notes\":\"x\"}"),
                "Content-Type",
                "application/json");

        assertThat(answer.status()).isEqualTo(428);
        assertThat(answer.json().getString("type")).isEqualTo("urn:retrace:problem:precondition-required");
    }

    @Test
    void aChangeThatNoTaskCanKeepIsRefusedByField() throws IOException {
        TaskClient.Task task = failed();
        for (String[] wrong : new String[][] {
            {"{\"state\":\"SUCCESS\"}", "state"},
            {"{\"owner\":1}", "owner"},
            {"{\"notes\":1}", "notes"},
            {"{\"notes\":\"" + "x".repeat(10_001) + "\"}", "notes"},
            {"{\"notes\":\"\\u0000\"}", "notes"},
            {"{\"caseNumber\":\"a\\nb\"}", "caseNumber"},
            {"{\"bugs\":\"1\"}", "bugs"},
            {"{\"bugs\":[1]}", "bugs"},
            {"{\"bugs\":[\"javascript:x\"]}", "bugs"},
            {"{\"notify\":[\"a@b\\nBcc: c@d\"]}", "notify"}
        }) {
            ApiClient.Answer answer = viewer.patch(task, "*", wrong[0]);
            assertThat(answer.status()).as(wrong[0]).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                    .isEqualTo(wrong[1]);
        }
        for (String body : List.of("", "[]", "{", "null", "{\"notes\":\"x\"")) {
            assertThat(viewer.patch(task, "*", body).status()).as(body).isEqualTo(400);
        }
        assertThat(viewer.patch(task, "*", " ".repeat(100_000)).status()).isEqualTo(413);
        assertThat(viewer.find(task).json()).doesNotContainKeys("notes", "caseNumber", "bugs", "notify");
    }

    @Test
    void aTaskThatHasEndedGoesBackToTheQueueAndEndsAgain() throws IOException {
        TaskClient.Task task = failed();

        TaskClient.Task again = TaskClient.task(viewer.order(task, "restart"), 200);

        assertThat(again.state()).isEqualTo("QUEUED");
        assertThat(again.json()).doesNotContainKeys("failure", "finishedAt");
        assertThat(classic.await(task.classic()).status()).isEqualTo("FINISHED_FAILURE");
        assertThat(classic.get(task.classic(), "/log").body()).contains("queued again by viewer");
    }

    @Test
    void aTaskWhoseCrashIsGoneIsNotRestarted() throws Exception {
        TaskClient.Task task = failed();
        server.execute("update retrace_task set crash_removed = true where id = " + task.id());

        ApiClient.Answer answer = viewer.order(task, "restart");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("detail")).contains("crash is not kept any more");
        assertThat(viewer.find(task).state()).isEqualTo("FAILURE");
    }

    @Test
    void aTaskThatHasEndedIsNeitherStartedNorCancelled() throws IOException {
        TaskClient.Task task = failed();

        assertThat(viewer.order(task, "start").json().getString("detail"))
                .isEqualTo("it does not wait for a time: the task is failure");
        assertThat(viewer.order(task, "cancel").status()).isEqualTo(409);
    }

    @Test
    void aTaskThatWaitsForATimeIsTakenUpAtOnceWhenStarted() throws Exception {
        TaskClient.Task task = failed();
        server.execute("update retrace_task set state = 'QUEUED', finished_at = null, failure = null,"
                + " execution_id = null, not_before = clock_timestamp() + interval '280 s' where id = " + task.id());
        assertThat(viewer.order(task, "restart").status()).isEqualTo(409);

        assertThat(TaskClient.task(viewer.order(task, "start"), 200).state()).isEqualTo("QUEUED");

        assertThat(classic.await(task.classic()).status()).isEqualTo("FINISHED_FAILURE");
    }

    @Test
    void aRunningTaskIsCancelledWithItsDebuggerAndMayBeTriedAgain() throws Exception {
        TaskClient.Task task = viewer.upload(TestDistribution.archive("null", "tar.gz"));
        ProcessHandle debugger = HeldDebugger.hold(server);

        TaskClient.Task cancelled = TaskClient.task(viewer.order(task, "cancel"), 200);

        assertThat(cancelled.state()).isEqualTo("FAILURE");
        assertThat(cancelled.json().getString("failure")).isEqualTo("cancelled by viewer");
        debugger.onExit().get(30, TimeUnit.SECONDS);
        assertThat(server.number(
                        "select count(*) from task_statistics where state = 'FAILURE' and task_id = " + task.id()))
                .isEqualTo(1);
        assertThat(viewer.order(task, "restart").status()).isEqualTo(200);
        assertThat(classic.await(task.classic()).status()).isEqualTo("FINISHED_SUCCESS");
    }

    @Test
    void aRunningTaskIsDeletedWithItsDebugger() throws Exception {
        TaskClient.Task task = viewer.upload(TestDistribution.archive("null", "tar.gz"));
        ProcessHandle debugger = HeldDebugger.hold(server);

        assertThat(viewer.ask("DELETE", task.path()).status()).isEqualTo(204);

        debugger.onExit().get(30, TimeUnit.SECONDS);
        assertThat(viewer.ask("GET", task.path()).status()).isEqualTo(404);
        assertThat(classic.get(task.classic(), "").statusCode()).isEqualTo(404);
        assertThat(viewer.ask("DELETE", task.path()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"0", "x", "-1", "9999999999999999999", "1%2f2", "%00"})
    void whatIsNoTaskIsNotFound(String id) throws IOException {
        assertThat(viewer.ask("GET", TaskClient.TASKS + "/" + id).status()).isIn(400, 404);
        assertThat(viewer.ask("POST", TaskClient.TASKS + "/" + id + "/cancel").status())
                .isIn(400, 404);
    }

    /** Some orders of one task at a time, whose claim, end and orders meet as they like. */
    @Test
    void ordersThatComeAllAtOnceLeaveOneClearState() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 6; round++) {
                boolean deletes = round % 3 == 2;
                TaskClient.Task task = viewer.upload(TestDistribution.archive("null", "tar.gz"));
                List<Callable<ApiClient.Answer>> orders = new ArrayList<>(List.<Callable<ApiClient.Answer>>of(
                        () -> viewer.order(task, "cancel"),
                        () -> TaskClient.of(server, "debugger").order(task, "cancel"),
                        () -> viewer.order(task, "start")));
                if (deletes) {
                    orders.add(() -> viewer.ask("DELETE", task.path()));
                }
                int cancelled = 0;
                for (Future<ApiClient.Answer> answer : people.invokeAll(orders)) {
                    assertThat(answer.get().status()).isIn(200, 204, 404, 409);
                    boolean done = answer.get().status() == 200;
                    cancelled += done ? 1 : 0;
                }
                isClear(task, deletes, cancelled);
            }
        } finally {
            people.shutdownNow();
        }
        KillIT.await(
                "nothing runs",
                () -> server.number("select count(*) from retrace_task where state in ('QUEUED', 'RUNNING')") == 0);
    }

    private void isClear(TaskClient.Task task, boolean deleted, int cancelled) throws Exception {
        String row = "select count(*) from retrace_task where id = " + task.id();
        assertThat(cancelled).isLessThanOrEqualTo(1);
        assertThat(server.number("select count(*) from audit_event where action = 'TASK_CANCELLED' and object = 'task "
                        + task.id() + "'"))
                .isEqualTo(cancelled);
        if (deleted) {
            assertThat(server.number(row)).isZero();
            return;
        }
        assertThat(cancelled).isEqualTo(1);
        assertThat(server.number(row + " and state = 'FAILURE' and failure like 'cancelled by %'"
                        + " and claimed_by is null and finished_at is not null"))
                .isEqualTo(1);
    }
}
