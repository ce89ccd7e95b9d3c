// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ClassicClient;
import org.retrace.it.HeldDebugger;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** The overview says whether all is well, what is running and what failed. */
@ExtendWith(Console.class)
class OverviewIT {

    private static final String PATH = "/overview.xhtml";

    private final Browser browser;
    private final TaskTable tasks;
    private final ServerHome server;
    private final ClassicClient client;

    OverviewIT(Browser browser, TaskTable tasks, ServerHome server, ClassicClient client) {
        this.browser = browser;
        this.tasks = tasks;
        this.server = server;
        this.client = client;
    }

    @BeforeEach
    void noTask() throws IOException, SQLException {
        tasks.clear();
        browser.signIn("debugger");
    }

    @Test
    void emptyServiceSaysHowToMakeTheFirstTask() throws IOException {
        browser.open(PATH);

        assertThat(browser.text(".figures")).contains("All well", "No queue");
        assertThat(browser.text(".blank")).contains("./retrace demo");
        Look.at(browser, "overview-empty");
    }

    @Test
    void busyServiceShowsEachRunningTaskAndItsStep() throws Exception {
        var running = client.upload(TestDistribution.archive("null", "tar.gz"));
        HeldDebugger.during(server, () -> {
            client.upload(TestDistribution.archive("null", "tar.gz"));
            browser.open(PATH);

            browser.await("the task that runs and its step", () -> Stream.of(
                            running.id(), "toaster-1.0-1.x86_64", "Generating backtrace")
                    .allMatch(browser.text("[aria-labelledby=running-now]")::contains));
            browser.await(
                    "three steps that are done", () -> browser.get("document.querySelectorAll('.dots .past').length")
                            .equals(3L));
            browser.await("the task that waits", () -> figure("Waiting").startsWith("1\n"));
            browser.await("the one that runs", () -> figure("Running").startsWith("1\n"));
            Look.at(browser, "overview-busy");
        });

        browser.await("nothing running, without a reload", () -> browser.text("[aria-labelledby=running-now]")
                .contains("Nothing is running"));
        assertThat(browser.get("document.getElementById('summary').textContent").toString())
                .startsWith("0 waiting, 0 running");
    }

    @Test
    void lastFailuresHaveTheirReasonsAndLeadToTheirTasks() throws IOException, SQLException {
        tasks.add(
                9,
                "'FAILURE', true, 'toaster-1.0-1.x86_64', '/usr/bin/toaster', null, null, "
                        + "'resolve: not one module of the coredump is in a known package, attempt ' || i");
        browser.open(PATH);

        var failures = browser.text("[aria-labelledby=last-failures]");
        assertThat(failures).contains("attempt 9", "attempt 5").doesNotContain("attempt 4");
        assertThat(browser.get("document.querySelector('[aria-labelledby=last-failures] a').href")
                        .toString())
                .endsWith("/task/task.xhtml?id=700000009");
        Look.at(browser, "overview-failures");
        browser.find("[aria-labelledby=last-failures] > p a").click();
        browser.await("all failures", () -> browser.here().equals(TaskList.PATH + "?state=failed"));
    }

    @Test
    void troubleIsSaidWithWhatHelps() throws IOException {
        server.set("retrace.min-storage-left", "16777216");
        try {
            browser.open(PATH);

            assertThat(browser.text(".overview .notice")).contains("No task is begun", "bytes are free");
            assertThat(browser.text(".figures")).contains("Needs you");
            Look.at(browser, "overview-trouble");
        } finally {
            server.set("retrace.min-storage-left", "1024");
        }
    }

    private String figure(String name) {
        return browser.get("[...document.querySelectorAll('.figures > div')].find(it => it.innerText.startsWith('"
                        + name + "')).innerText.slice('" + name + "'.length).trim()")
                .toString();
    }
}
