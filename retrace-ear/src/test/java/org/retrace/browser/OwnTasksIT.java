// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** Who only looks sees the tasks of their own, and of others not even that there are any. */
@ExtendWith(Console.class)
class OwnTasksIT {

    private static final String BUILD_ID = "decade".repeat(6) + "deca";

    private final Browser browser;
    private final TaskTable tasks;
    private final ServerHome server;
    private final ClassicClient client;
    private String own = "";
    private String other = "";

    OwnTasksIT(Browser browser, TaskTable tasks, ServerHome server, ClassicClient client) {
        this.browser = browser;
        this.tasks = tasks;
        this.server = server;
        this.client = client;
    }

    /** One is the viewer's and one nobody's, which has failed and names what nobody may know. */
    @BeforeEach
    void twoTasks() throws Exception {
        tasks.clear();
        browser.signIn("viewer");
        own = retraced();
        other = retraced();
        tasks.change("update retrace_task set owner_id = (select person_id from person_identity"
                + " where subject = 'viewer' and issuer = 'embedded') where id = " + own);
        tasks.change("update retrace_task set package_name = 'secret-1.0-1.x86_64', os_release = 'Secret release',"
                + " signature = '/usr/bin/secret:11:hidden', state = 'FAILURE', failure = 'no secret was found'"
                + " where id = " + other);
        tasks.change("insert into task_function select 'hidden_function', arrival, id from retrace_task where id = "
                + other);
        tasks.change("update task_module set build_id = '" + BUILD_ID + "' where position = 0 and task_id = " + other);
    }

    private String retraced() throws Exception {
        var task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);
        return task.id();
    }

    @Test
    void listHoldsTheirOwn() throws IOException, SQLException {
        browser.open(TaskList.PATH);
        assertThat(browser.text("#list")).contains(own).doesNotContain(other, "secret");
        assertThat(browser.text(".title")).contains("The crashes that you sent in");
        assertThat(page("viewer", TaskList.PATH)).doesNotContain("Secret release");

        assertThat(page("debugger", TaskList.PATH)).contains(own, other, "Secret release");
        tasks.change("update retrace_task set owner_id = null");
        assertThat(page("viewer", TaskList.PATH)).doesNotContain(own, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?package=secret",
                "?state=failed",
                "?release=Secret+release",
                "?function=hidden_function",
                "?build=decadedecadedecadedecadedecadedecadedeca",
                "?signature=/usr/bin/secret:11:hidden",
                "?since=24h&state=failed"
            })
    void noFilterFindsThoseOfOthers(String filter) throws IOException {
        assertThat(page("debugger", TaskList.PATH + filter)).contains(other);
        assertThat(page("viewer", TaskList.PATH + filter))
                .contains("No task matches")
                .doesNotContain(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/task/task.xhtml?id=%s",
                "/task/task.xhtml?id=%s&tab=modules",
                "/task/task.xhtml?id=%s&tab=log",
                "/task/task.xhtml?id=%s&tab=files",
                "/task/task.xhtml?id=%s&tab=history",
                "/task/frames.xhtml?id=%s&thread=1",
                "/tasks/%s/backtrace.txt",
                "/tasks/%s/backtrace.txt?thread=1",
                "/tasks/%s/backtrace.json",
                "/tasks/%s/log.txt",
                "/tasks/%s/log.txt?from=0"
            })
    void whatBelongsToATaskOfOthersIsNotThere(String path) throws IOException {
        var viewer = new Visitor(server).signIn("viewer");
        assertThat(viewer.get(path.formatted(own)).statusCode()).isEqualTo(200);
        var refused = viewer.get(path.formatted(other));
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).doesNotContain("secret", "hidden_function", "read_scale");

        for (var role : new String[] {"debugger", "core-dev", "admin"}) {
            assertThat(new Visitor(server)
                            .signIn(role)
                            .get(path.formatted(other))
                            .statusCode())
                    .as(role)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret-1", "hidden", "decade", "/usr/bin/secret", "%s"})
    void searchFindsNoNamesOfThem(String text) throws IOException {
        var path = "/search.xhtml?q=" + text.formatted(other);
        assertThat(page("debugger", path)).contains("class=\"lines");
        assertThat(page("viewer", path)).doesNotContain("class=\"lines");
    }

    @Test
    void searchFindsNamesOfTheirOwn() throws IOException {
        for (var text : new String[] {"toaster", "read_scale", "/usr/bin/toaster:", own}) {
            assertThat(page("viewer", "/search.xhtml?q=" + text))
                    .contains("class=\"lines")
                    .doesNotContain("2 tasks");
        }
    }

    @Test
    void overviewCountsTheirOwn() throws IOException {
        browser.open("/overview.xhtml");
        assertThat(browser.text("main")).contains("No task has failed").doesNotContain("secret", other);
        assertThat(browser.text(".tally")).doesNotContain("2");

        assertThat(page("debugger", "/overview.xhtml")).contains("no secret was found", other);
    }

    private String page(String account, String path) throws IOException {
        var answer = new Visitor(server).signIn(account).get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
