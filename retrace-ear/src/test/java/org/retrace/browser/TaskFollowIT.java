// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ClassicClient;
import org.retrace.it.HeldDebugger;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** The page of a task that is under way: it follows by itself, and nothing jumps. */
@ExtendWith(Console.class)
class TaskFollowIT {

    private final Browser browser;
    private final ServerHome server;
    private final ClassicClient client;
    private final TaskDetail page;

    TaskFollowIT(Browser browser, ServerHome server, ClassicClient client) {
        this.browser = browser;
        this.server = server;
        this.client = client;
        this.page = new TaskDetail(browser);
    }

    @BeforeEach
    void begin(TaskTable tasks) throws IOException, SQLException {
        tasks.clear();
        browser.signIn("debugger");
    }

    private ClassicClient.Task upload(String crash) throws IOException {
        return client.upload(TestDistribution.archive(crash, "tar.gz"));
    }

    @Test
    void backtraceAppearsByItself() throws Exception {
        var task = upload("null");
        HeldDebugger.during(server, () -> {
            page.open(task, "");
            assertThat(page.state()).isEqualTo("Running");
            assertThat(browser.text(".why")).isEqualTo("Generating backtrace");
            assertThat(page.steps())
                    .containsExactly("done", "done", "done", "running", "waiting", "waiting", "waiting");
            assertThat(browser.text("#panel")).contains("No backtrace yet");
            Look.at(browser, "task-running");
            page.mark();
            browser.find("#tab-backtrace").sendKeys("");
        });

        browser.await("the backtrace", () -> browser.shows(".thread.crashed .frame"));
        assertThat(page.isTheSamePage()).isTrue();
        assertThat(browser.get("document.activeElement.id")).isEqualTo("tab-backtrace");
        browser.await("the end", () -> !page.steps().contains("running"));
        assertThat(page.steps()).containsOnly("done");
        assertThat(browser.text("h1")).isEqualTo("Invalid memory access in toaster");
        assertThat(browser.get("document.getElementById('spoken').textContent"))
                .asString()
                .startsWith("The task is now: ");
    }

    @Test
    void logGrowsByItsNewLines() throws Exception {
        var task = upload("null");
        HeldDebugger.during(server, () -> {
            page.open(task, "&tab=log");
            browser.await("the debugger's line", () -> browser.text("#log").contains("debug: started"));
            page.mark();
            browser.run("document.getElementById('log').firstChild.marked = true");
        });

        browser.await("the last line", () -> browser.text("#log").contains("clean: crash data"));
        assertThat(page.isTheSamePage()).isTrue();
        assertThat(browser.run("return document.getElementById('log').firstChild.marked"))
                .isEqualTo(true);
        assertThat(browser.text("#log").split("debug: started", -1)).hasSize(2);
        browser.await("the end", () -> !page.state().equals("Running"));
    }

    @Test
    void waitingTaskSaysHowManyAreAhead() throws Exception {
        upload("null");
        HeldDebugger.during(server, () -> {
            var next = upload("null");
            var last = upload("abort");
            page.open(next, "");
            assertThat(browser.text(".why")).contains("It is the next");
            page.open(last, "");
            assertThat(page.state()).isEqualTo("Queued");
            assertThat(browser.text(".why")).isEqualTo("1 task is ahead of it.");
            assertThat(page.steps()).hasSize(7).containsOnly("waiting");
            Look.at(browser, "task-queued");
            page.mark();
        });

        browser.await("its backtrace", () -> browser.shows(".thread.crashed .frame"));
        assertThat(page.isTheSamePage()).isTrue();
        assertThat(browser.text("h1")).isEqualTo("Abort in toaster");
    }

    @Test
    void saysThatItIsOutOfDateUntilTheServerAnswers() throws Exception {
        var task = upload("null");
        HeldDebugger.during(server, () -> {
            page.open(task, "");
            browser.offline(true);
            browser.await("the notice", () -> browser.shows("#lost"));
            browser.offline(false);
            browser.await("the notice gone", () -> !browser.shows("#lost"));
        });

        assertThat(browser.problems()).allMatch(line -> line.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void lostSessionLeadsToTheSignInPageAndBack() throws Exception {
        var task = upload("null");
        HeldDebugger.during(server, () -> {
            page.open(task, "&tab=log");
            browser.forgetSession();
            browser.await("the sign-in page", () -> browser.shows("#password"));
            browser.submit("debugger", server.password("debugger"));
            browser.await("the log", () -> browser.here().equals(TaskDetail.path(task, "&tab=log")));
        });
    }
}
