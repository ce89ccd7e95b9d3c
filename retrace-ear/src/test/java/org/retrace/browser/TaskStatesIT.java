// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ClassicClient;
import org.retrace.it.HeldDebugger;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** The list of tasks says where each one stands, from none to all of their states. */
@ExtendWith(Console.class)
class TaskStatesIT {

    private final Browser browser;
    private final TaskList list;
    private final ServerHome server;
    private final ClassicClient client;

    TaskStatesIT(Browser browser, TaskList list, ServerHome server, ClassicClient client) {
        this.browser = browser;
        this.list = list;
        this.server = server;
        this.client = client;
    }

    @BeforeEach
    void noTask(TaskTable tasks) throws IOException, SQLException {
        tasks.clear();
    }

    @Test
    void emptyListSaysHowToMakeTheFirstTask() throws IOException {
        browser.signIn("debugger");

        assertThat(list.rows()).isEmpty();
        assertThat(browser.text(".blank"))
                .contains("./retrace demo", server.uri("/create").toString());
        Look.at(browser, "tasks-empty");
    }

    @Test
    void emptyListTakesTheFirstTaskByItself() throws IOException {
        browser.signIn("debugger");
        var task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);

        list.refresh();

        assertThat(list.row(task.id()).state()).isEqualTo(whole());
        assertThat(browser.shows(".blank")).isFalse();
    }

    @Test
    void everyStateHasItsWordAndItsReason() throws Exception {
        var whole = finished("null");
        var other = finished("abort");
        var partly = finished("plugin");
        var unreadable = failed("header-only.tar.gz");
        var unknown = failed("unknown.tar.gz");
        var running = client.upload(TestDistribution.archive("plugin", "tar.gz"));
        HeldDebugger.during(server, () -> {
            var queued = client.upload(TestDistribution.archive("null", "tar.gz"));
            browser.signIn("debugger");

            assertThat(list.rows())
                    .extracting(TaskList.Row::task)
                    .containsExactly(ids(queued, running, unknown, unreadable, partly, other, whole));
            stands(queued, "Queued", "Waiting for a free worker");
            stands(running, "Running", "Generating backtrace");
            stands(unknown, "Failed", "resolve: not one module");
            stands(unreadable, "Failed", "identify: the coredump cannot be read");
            stands(partly, "Incomplete", "the log names them");
            stands(whole, whole(), "");
            Look.at(browser, "tasks");
        });
    }

    @Test
    void runningTaskBecomesItsResultWithoutAReload() throws Exception {
        var task = client.upload(TestDistribution.archive("null", "tar.gz"));
        HeldDebugger.during(server, () -> {
            browser.signIn("debugger");
            stands(task, "Running", "Generating backtrace");
            list.mark();
        });

        browser.await("the result", () -> list.row(task.id()).state().equals(whole()));
        assertThat(list.isRefreshedInPlace()).isTrue();
        assertThat(browser.shows("#same-" + task.id())).isTrue();
    }

    private void stands(ClassicClient.Task task, String word, String reason) {
        var row = list.row(task.id());
        assertThat(row.state()).isEqualTo(word);
        assertThat(row.sentence()).contains(reason);
    }

    private static String[] ids(ClassicClient.Task... tasks) {
        return Arrays.stream(tasks).map(ClassicClient.Task::id).toArray(String[]::new);
    }

    private ClassicClient.Task finished(String crash) throws IOException {
        var task = client.upload(TestDistribution.archive(crash, "tar.gz"));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        return task;
    }

    private ClassicClient.Task failed(String archive) throws IOException {
        var task = client.upload(TestDistribution.hostile(archive));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_FAILURE");
        return task;
    }

    /** A result cannot be whole where the machine has no debuginfo of its C library. */
    private static String whole() {
        return TestDistribution.hasLibraryDebuginfo() ? "Success" : "Incomplete";
    }
}
