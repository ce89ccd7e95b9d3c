// SPDX-License-Identifier: Apache-2.0
package org.retrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/** Who may see, change, drive and delete whose tasks. */
@ExtendWith(SharedServer.class)
class TaskOwnersIT {

    private final ServerHome server = SharedServer.home();
    private final ClassicClient classic = new ClassicClient(server);

    /** One that has failed, and whose crash is kept. */
    private TaskClient.Task failed(String owner) throws IOException {
        TaskClient.Task task = TaskClient.of(server, owner).upload(TestDistribution.hostile("unknown.tar.gz"));
        assertThat(classic.await(task.classic()).status()).isEqualTo("FINISHED_FAILURE");
        return task;
    }

    /** As if trouble had cut it off: nobody claims it for minutes. */
    private void waits(TaskClient.Task task) throws IOException, SQLException {
        server.execute("update retrace_task set state = 'QUEUED', finished_at = null, failure = null,"
                + " execution_id = null,"
                + " not_before = clock_timestamp() + interval '280 s' where id = " + task.id());
    }

    private boolean lists(TaskClient who, TaskClient.Task task) throws IOException {
        return who.ask("GET", TaskClient.TASKS + "?limit=500").json().getJsonArray("items").stream()
                .anyMatch(item -> item.asJsonObject().getJsonNumber("id").longValue() == task.id());
    }

    @ParameterizedTest(name = "{0} and a task of {1}")
    @CsvSource({
        "viewer, viewer, true",
        "debugger, viewer, true",
        "core-dev, viewer, true",
        "admin, viewer, true",
        "viewer, debugger, false",
        "debugger, core-dev, true"
    })
    void whoeverATaskIsOfAndWhoSeesAllMayDoAllToIt(String account, String owner, boolean may) throws Exception {
        TaskClient who = TaskClient.of(server, account);
        TaskClient.Task task = failed(owner);
        int ok = may ? 200 : 404;

        assertThat(lists(who, task)).isEqualTo(may);
        assertThat(who.ask("GET", task.path()).status()).isEqualTo(ok);
        assertThat(who.patch(task, "*", "{\"notes\":\"by " + account + "\"}").status())
                .isEqualTo(ok);
        assertThat(who.order(task, "restart").status()).isEqualTo(ok);
        classic.await(task.classic());
        waits(task);
        assertThat(who.order(task, "start").status()).isEqualTo(ok);
        if (may) {
            classic.await(task.classic());
            waits(task);
        }
        assertThat(who.order(task, "cancel").status()).isEqualTo(ok);
        assertThat(server.number("select count(*) from retrace_task where notes <> '' and id = " + task.id()))
                .isEqualTo(may ? 1 : 0);
        assertThat(who.ask("DELETE", task.path()).status()).isEqualTo(may ? 204 : 404);
        assertThat(server.number("select count(*) from retrace_task where id = " + task.id()))
                .isEqualTo(may ? 0 : 1);
        assertThat(server.number("select count(*) from audit_event where action in ('TASK_MADE', 'TASK_CHANGED',"
                        + " 'TASK_RESTARTED', 'TASK_STARTED', 'TASK_CANCELLED', 'TASK_DELETED') and object = 'task "
                        + task.id() + "'"))
                .isEqualTo(may ? 6 : 1);
        TaskClient.of(server, "admin").ask("DELETE", task.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PATCH", "DELETE", "POST /start", "POST /restart", "POST /cancel"})
    void nobodyDoesAnythingWithoutSigningIn(String operation) throws IOException {
        TaskClient.Task task = failed("viewer");
        String[] words = operation.split(" ", -1);
        String path = task.path() + (words.length > 1 ? words[1] : "");

        var answer = new TaskClient(server, "")
                .send(
                        words[0],
                        path,
                        java.net.http.HttpRequest.BodyPublishers.ofString("{}"),
                        "Content-Type",
                        "application/json",
                        "If-Match",
                        "*");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(TaskClient.of(server, "viewer").find(task).state()).isEqualTo("FAILURE");
    }

    @Test
    void nobodyUploadsOrListsWithoutSigningIn() throws IOException {
        TaskClient nobody = new TaskClient(server, "");

        assertThat(nobody.ask("GET", TaskClient.TASKS).status()).isEqualTo(401);
        assertThat(nobody.post(new byte[1000], "application/x-gzip").status()).isEqualTo(401);
    }

    @Test
    void aTaskOfNobodyIsForThoseWhoSeeAll() throws IOException {
        ClassicClient.Task uploaded = classic.upload(TestDistribution.hostile("unknown.tar.gz"));
        String path = TaskClient.TASKS + "/" + uploaded.id();

        assertThat(TaskClient.of(server, "viewer").ask("GET", path).status()).isEqualTo(404);
        assertThat(TaskClient.of(server, "debugger").ask("GET", path).json()).doesNotContainKey("owner");
    }

    @Test
    void theListOfAnOwnerIsTheirsAlone() throws IOException {
        TaskClient.Task mine = failed("viewer");
        TaskClient.Task other = failed("debugger");
        TaskClient viewer = TaskClient.of(server, "viewer");
        TaskClient debugger = TaskClient.of(server, "debugger");
        int viewersNumber = mine.json().getJsonObject("owner").getInt("id");

        var own = debugger.ask("GET", TaskClient.TASKS + "?owner=me&limit=500")
                .json()
                .getJsonArray("items");
        var theirs = debugger.ask("GET", TaskClient.TASKS + "?state=FAILURE&limit=500&owner=" + viewersNumber)
                .json()
                .getJsonArray("items");
        int debuggersNumber = other.json().getJsonObject("owner").getInt("id");

        assertThat(own).allMatch(item -> owner(item).equals("debugger")).isNotEmpty();
        assertThat(theirs).allMatch(item -> owner(item).equals("viewer")).isNotEmpty();
        assertThat(viewer.ask("GET", TaskClient.TASKS + "?owner=" + debuggersNumber)
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    private static String owner(jakarta.json.JsonValue item) {
        return item.asJsonObject().getJsonObject("owner").getString("name");
    }
}
