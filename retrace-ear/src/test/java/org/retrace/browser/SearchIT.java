// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.retrace.it.ClassicClient;
import org.retrace.it.TestDistribution;

/** The search field finds what a real crash brought, by the beginning of every name it has. */
@ExtendWith(Console.class)
class SearchIT {

    private static String task = "";
    private static String buildId = "";

    private final Browser browser;
    private final TaskList list;

    SearchIT(Browser browser, TaskList list) {
        this.browser = browser;
        this.list = list;
    }

    @BeforeAll
    static void oneCrash(TaskTable tasks, ClassicClient client) throws IOException, SQLException {
        tasks.clear();
        var crash = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(crash);
        task = crash.id();
        buildId = tasks.text("select build_id from task_module where path = '/usr/bin/toaster'");
    }

    @BeforeEach
    void signIn() throws IOException {
        browser.signIn("debugger");
    }

    private void search(String text) {
        browser.find("#q").clear();
        browser.find("#q").sendKeys(text, Keys.ENTER);
        browser.await("the search for " + text, () -> browser.here().startsWith("/search.xhtml?q="));
    }

    private String follow() {
        browser.find(".lines a").click();
        browser.await("what was found", () -> !browser.here().startsWith("/search"));
        return browser.here();
    }

    @Test
    void taskIsFoundByItsId() {
        search(task);

        assertThat(browser.text(".part")).startsWith("Tasks\n" + task).contains("toaster-1.0-1.x86_64");
        assertThat(browser.get("document.querySelector('.lines a').href").toString())
                .endsWith("/console/task/task.xhtml?id=" + task);
    }

    @Test
    void functionOfTheCrashedThreadIsFoundByItsBeginning() throws IOException {
        search("crumb_");

        assertThat(browser.text("main")).contains("Functions", "crumb_weigh", "crumb_brown", "1 task");
        Look.at(browser, "search-functions");
        assertThat(follow()).isEqualTo(TaskList.PATH + "?function=crumb_brown");
        assertThat(list.rows()).extracting(TaskList.Row::task).containsExactly(task);
    }

    @Test
    void packageIsFoundInTheIndexAndAmongTasks() throws IOException {
        search("toast");

        assertThat(browser.text("main"))
                .contains("Packages", "toaster", "toaster-debuginfo", "in the index", "no task");
        Look.at(browser, "search-packages");
        assertThat(follow()).isEqualTo(TaskList.PATH + "?package=toaster");
        assertThat(list.rows()).hasSize(1);
    }

    @Test
    void buildIdIsFoundWithItsFileAndPackage() throws IOException {
        browser.open("/search.xhtml?q=" + buildId);

        assertThat(browser.text("main")).contains("Build-ids", "/usr/bin/toaster", "toaster-1.0-1.x86_64", "1 task");
        browser.find(".copy").click();
        browser.await("the copy", () -> browser.shows(".copy.done"));
        Look.at(browser, "search-build-id");
        assertThat(follow()).isEqualTo(TaskList.PATH + "?build=" + buildId);
        assertThat(list.rows()).hasSize(1);
    }

    @Test
    void signatureIsFoundByTheProgram() {
        search("/usr/bin/toaster:11:");

        assertThat(browser.text("main")).contains("Signatures", "/usr/bin/toaster:11:read_scale");
        assertThat(follow()).startsWith(TaskList.PATH + "?signature=");
        assertThat(list.rows()).hasSize(1);
    }

    @Test
    void emptySearchSaysWhatCanBeFound() throws IOException {
        browser.open("/search.xhtml");

        assertThat(browser.text(".blank")).contains("Build-id", "Function", "Signature");
        Look.at(browser, "search-empty");
    }

    @Test
    void nothingFoundSaysSo() throws IOException {
        search("nothing_is_called_so");

        assertThat(browser.text(".blank h2")).contains("nothing_is_called_so");
        Look.at(browser, "search-nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%00%01%ff%fe",
                "%3Cscript%3Ewindow.hacked=1%3C/script%3E",
                "%E2%80%AEevil",
                "%27%20or%20true--",
                "%25",
                "_",
                "999999999999999999",
                "1000000000000000000"
            })
    void hostileTextsAreLookedForAndNotFound(String text) {
        browser.open("/search.xhtml?q=" + text);

        assertThat(browser.text(".blank")).contains("Nothing is called");
        assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
    }

    @Test
    void longTextIsAnswered() {
        browser.open("/search.xhtml?q=" + "x".repeat(10_000));

        assertThat(browser.text(".blank h2")).contains("Nothing is called").hasSizeLessThan(400);
    }
}
