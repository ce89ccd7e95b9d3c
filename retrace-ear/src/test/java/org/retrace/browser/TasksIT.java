// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.retrace.it.ClassicClient;
import org.retrace.it.TestDistribution;

/** What people do on the page of tasks. */
@ExtendWith(Console.class)
class TasksIT {

    private final Browser browser;
    private final TaskList list;
    private final ClassicClient client;

    TasksIT(Browser browser, TaskList list, ClassicClient client) {
        this.browser = browser;
        this.list = list;
        this.client = client;
    }

    @BeforeAll
    static void someTasks(TaskTable tasks, ClassicClient client) throws IOException, SQLException {
        tasks.clear();
        for (var crash : List.of("null", "abort", "null")) {
            client.await(client.upload(TestDistribution.archive(crash, "tar.gz")));
        }
    }

    @BeforeEach
    void signIn() throws IOException {
        browser.signIn("debugger");
    }

    @Test
    void rowsLeadToTheirTasksAndToThoseWithTheSameSignature() {
        var task = list.rows().get(0).task();
        assertThat(browser.get("document.querySelector('.id a').href").toString())
                .endsWith("/console/task/task.xhtml?id=" + task);
        browser.find(".tasks .signature").click();

        browser.await("the same crashes", () -> browser.here().contains("?signature="));
        assertThat(list.rows()).hasSize(2).extracting(TaskList.Row::task).contains(task);
        assertThat(browser.text(".chips")).startsWith("Signature");
    }

    @Test
    void refreshKeepsFocusAndPlace() {
        browser.resize(Browser.WIDE, 200);
        browser.run("[...document.querySelectorAll('.tasks .id a')].at(-1).focus()");
        var focus = browser.get("document.activeElement.id");
        var place = browser.get("document.scrollingElement.scrollTop");
        assertThat(focus.toString()).startsWith("task-");
        assertThat(((Number) place).intValue()).isPositive();
        list.mark();

        list.refresh();

        assertThat(list.isRefreshedInPlace()).isTrue();
        assertThat(browser.get("document.activeElement.id")).isEqualTo(focus);
        assertThat(browser.get("document.scrollingElement.scrollTop")).isEqualTo(place);
    }

    @Test
    void newerTasksAreAnnouncedAndMoveNothing() throws IOException {
        var before = list.rows();
        var newer = client.upload(TestDistribution.archive("abort", "tar.gz"));
        client.await(newer);
        list.refresh();

        assertThat(list.rows()).isEqualTo(before);
        assertThat(browser.text("#show-newer")).isEqualTo("Show 1 newer task");
        Look.at(browser, "tasks-newer");
        browser.find("#show-newer").click();
        browser.await("the newer task", () -> list.rows().size() == before.size() + 1);
        assertThat(list.rows().get(0).task()).isEqualTo(newer.id());
    }

    @Test
    void saysThatItIsOutOfDateUntilTheServerAnswers() throws IOException {
        browser.offline(true);
        list.refresh();

        assertThat(browser.text("#lost")).contains("may be out of date");
        assertThat(browser.problems()).allMatch(line -> line.contains("ERR_INTERNET_DISCONNECTED"));
        browser.offline(false);
        Look.at(browser, "tasks-offline");
        list.refresh();
        assertThat(browser.shows("#lost")).isFalse();
    }

    @Test
    void viewThatTheServerNoLongerKnowsIsLoadedAgain() {
        list.mark();
        browser.run("document.querySelectorAll('[name=\"jakarta.faces.ViewState\"]').forEach(it => it.value = '1:1')");
        list.startRefresh();

        browser.await("the page loaded again", () -> Boolean.FALSE.equals(browser.get("'marked' in window")));
        assertThat(list.rows()).isNotEmpty();
    }

    @Test
    void narrowWindowKeepsThePagesBehindAMenu() throws IOException {
        browser.resize(400, 800);
        assertThat(browser.shows("#rail")).isFalse();
        browser.find("[aria-label=Menu]").click();

        assertThat(browser.shows("#rail nav a")).isTrue();
        assertThat(browser.shows("[aria-label='Sign out']")).isTrue();
        browser.save(Look.PICTURES.resolve("menu-light-400.png"));
        browser.press(Keys.ESCAPE);
        assertThat(browser.shows("#rail")).isFalse();
        assertThat(browser.get("document.activeElement.ariaLabel")).isEqualTo("Menu");
    }
}
