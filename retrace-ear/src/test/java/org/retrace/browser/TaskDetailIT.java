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
import org.retrace.repository.store.Trees;

/** The page of one task, in every state and every tab. */
@ExtendWith(Console.class)
class TaskDetailIT {

    private final Browser browser;
    private final ServerHome server;
    private final ClassicClient client;
    private final TaskDetail page;

    TaskDetailIT(Browser browser, ServerHome server, ClassicClient client) {
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

    private ClassicClient.Task ended(String crash) throws IOException {
        var task = client.upload(TestDistribution.archive(crash, "tar.gz"));
        client.await(task);
        return task;
    }

    private ClassicClient.Task failed(String archive) throws IOException {
        var task = client.upload(TestDistribution.hostile(archive));
        assertThat(client.await(task).status()).isEqualTo("FINISHED_FAILURE");
        return task;
    }

    @Test
    void incompleteTaskSaysWhatCrashedAndWhatIsMissing() throws IOException {
        page.open(ended("plugin"), "");

        assertThat(browser.text("h1")).isEqualTo("Invalid memory access in toaster");
        assertThat(browser.text(".title p")).contains("SIGSEGV", "address 0x", "jam_spread");
        assertThat(page.state()).isEqualTo("Incomplete");
        assertThat(browser.text(".advice")).contains("index what is missing");
        assertThat(page.texts(".facts dt")).contains("Program", "Package", "Release", "Sent in", "Time", "Signature");
        assertThat(page.steps()).hasSize(7).containsOnly("done");
        Look.at(browser, "task-incomplete");
    }

    @Test
    void modulesSayWhatWasFoundAndWhatWasTried() throws IOException {
        page.open(ended("plugin"), "&tab=modules");

        assertThat(browser.text(".modules")).contains("/usr/lib64/toaster/jam.so", "No debuginfo", "toaster-1.0-1");
        browser.find(".tried summary").click();
        assertThat(browser.text(".tried ul")).contains("debuginfo");
        Look.at(browser, "task-modules");
    }

    @Test
    void filesCanBeSavedAndOpened() throws IOException {
        var task = ended("null");
        page.open(task, "&tab=files");

        assertThat(page.texts(".files td:first-child a")).containsExactly("backtrace.txt", "backtrace.json", "log.txt");
        assertThat(page.texts(".files td.number")).allMatch(size -> size.matches("[0-9.]+ (B|bytes|KiB)"));
        Look.at(browser, "task-files");
        browser.find(".files a[href$='backtrace.json']").click();
        browser.await("the file", () -> browser.here().endsWith("/backtrace.json"));
        assertThat(browser.text("body")).contains("\"read_scale\"");
    }

    @Test
    void historyTellsEveryStepAndItsNode() throws IOException {
        page.open(ended("null"), "&tab=history");

        assertThat(page.texts(".history tbody td:nth-child(2)"))
                .startsWith("Sent in", "Taken up", "Identify, done", "Find packages, done")
                .last()
                .asString()
                .startsWith("Ended: ");
        assertThat(page.texts(".history tr.done td:nth-child(3)")).allMatch(took -> took.endsWith("s"));
        Look.at(browser, "task-history");
    }

    @Test
    void failedTaskSaysWhyAndWhatCanBeDone() throws IOException {
        page.open(failed("unknown.tar.gz"), "");

        assertThat(page.state()).isEqualTo("Failed");
        assertThat(browser.text(".why")).isEqualTo("resolve: not one module of the coredump is in a known package");
        assertThat(browser.text(".advice")).contains("./retrace index");
        assertThat(browser.text("#panel")).contains("No backtrace");
        assertThat(page.steps()).containsExactly("done", "failed", "skipped", "skipped", "skipped", "skipped", "done");
        Look.at(browser, "task-failed");
        browser.find("#panel .button").click();
        browser.await("the log", () -> browser.shows("#log"));
        assertThat(browser.text("#log")).contains("failed: resolve");
        Look.at(browser, "task-log");
    }

    @Test
    void coredumpThatCannotBeReadIsSaidToBe() throws IOException {
        page.open(failed("header-only.tar.gz"), "&tab=modules");

        assertThat(browser.text(".why")).startsWith("identify: the coredump cannot be read");
        assertThat(browser.text("#panel")).contains("The coredump was never read");
        Look.at(browser, "task-unreadable");
    }

    @Test
    void taskWhoseFilesAreGoneSaysSo() throws IOException {
        var task = ended("null");
        Trees.remove(server.directory().resolve("spool").resolve(task.id()));
        page.open(task, "&tab=files");

        assertThat(browser.text(".why")).contains("have been removed since");
        assertThat(browser.text("#panel")).contains("No files");
        Look.at(browser, "task-gone");
        page.open(task, "&tab=log");
        assertThat(browser.text("#panel")).contains("It has been removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?id=1", "", "?id=-1", "?id=99999999999999999999", "?id=%3Cscript%3Ealert(1)%3C/script%3E"})
    void addressWithoutATaskSaysWhatToDo(String query) throws IOException {
        browser.open("/task/task.xhtml" + query, 404);

        assertThat(browser.text("#content h2")).startsWith("There is no task");
        Look.at(browser, "task-unknown");
        browser.find("#content .button").click();
        browser.await("the list", () -> browser.here().equals(TaskList.PATH));
    }

    @Test
    void nonsenseInTheAddressShowsTheFirstTab() throws IOException {
        page.open(ended("null"), "&tab=nonsense&thread=x&from=-1");

        assertThat(browser.text(".tabs [aria-current=page]")).isEqualTo("Backtrace");
        assertThat(browser.shows(".thread.crashed .frame")).isTrue();
    }

    @Test
    void tabsAreLinksThatSurviveAReload() throws IOException {
        page.open(ended("null"), "");
        browser.find("#tab-history").click();
        browser.await("the history", () -> browser.shows(".history"));

        assertThat(browser.here()).endsWith("&tab=history");
        browser.run("location.reload()");
        browser.await("the history again", () -> browser.shows(".history"));
        browser.back();
        browser.await("the backtrace", () -> browser.shows(".backtrace"));
    }

    @Test
    void addressLeadsBackAfterSigningIn() throws IOException {
        var task = ended("null");
        browser.forgetSession();
        page.open(task, "&tab=log");
        browser.submit("debugger", server.password("debugger"));

        browser.await("the log", () -> browser.here().equals(TaskDetail.path(task, "&tab=log")));
        assertThat(browser.text("#log")).contains("identify: started");
    }

    @Test
    void buildIdIsCopiedWhole() throws IOException {
        page.open(ended("null"), "&tab=modules");
        browser.allowClipboard();
        var button = browser.find(".modules tr:first-child button");
        button.click();

        browser.await("the copy", () -> browser.clipboard().matches("[0-9a-f]{40}"));
    }
}
