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
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The filters of the list of tasks, which stand in its address; 120 tasks, of which the last came just now. */
@ExtendWith(Console.class)
class FiltersIT {

    private final Browser browser;
    private final TaskList list;

    FiltersIT(Browser browser, TaskList list) {
        this.browser = browser;
        this.list = list;
    }

    @BeforeAll
    static void manyTasks(TaskTable tasks) throws IOException, SQLException {
        tasks.clear();
        tasks.add(
                120,
                """
                case i % 3 when 0 then 'FAILURE' else 'SUCCESS' end, i % 3 = 1,
                case when i % 10 = 0 then 'jam-' || i || '-1.x86_64' else 'toaster-1.0-1.x86_64' end, '/usr/bin/toaster',
                'Crumb release ' || i % 2, case when i % 3 > 0 then '/usr/bin/toaster:11:slot' || i % 4 || ':main' end,
                case when i % 3 = 0 then 'resolve: not one module of the coredump is in a known package' end
                """);
        tasks.change("insert into task_function select 'main', arrival, id from retrace_task where id % 7 = 0");
        tasks.change("insert into task_module (task_id, position, path, start_address, end_address, build_id, arrival) "
                + "select id, 0, '/x', 0, 0, repeat('ab', 20), arrival from retrace_task where id % 11 = 0");
    }

    @BeforeEach
    void signIn() throws IOException {
        browser.signIn("debugger");
    }

    @ParameterizedTest
    @CsvSource({
        "state=failed, 40",
        "state=incomplete, 40",
        "state=success, 40",
        "state=running, 0",
        "package=jam, 12",
        "package=jam-20-1.x86_64, 1",
        "release=Crumb+release+0, 50",
        "signature=%2Fusr%2Fbin%2Ftoaster%3A11%3Aslot1%3Amain, 20",
        "function=main, 17",
        "build=ABABABABABABABABABABABABABABABABABABABAB, 11",
        "function=main&build=abababababababababababababababababababab, 1",
        "since=90min, 2",
        "since=1h&until=24h, 0",
        "since=24h&state=failed&release=Crumb+release+0, 4",
    })
    void eachFilterLetsItsTasksThrough(String query, int rows) {
        browser.open(TaskList.PATH + "?" + query);

        assertThat(list.rows()).hasSize(rows);
        assertThat(browser.shows(".blank")).isEqualTo(rows == 0);
    }

    @Test
    void choiceAndFieldsChangeTheAddressAndKeepEachOther() throws IOException {
        browser.find(".choices a[href*=failed]").click();
        browser.await("failures", () -> browser.here().equals(TaskList.PATH + "?state=failed"));
        browser.find("[name=package]").sendKeys("jam", Keys.ENTER);
        browser.await("failures of jam", () -> browser.here().contains("package=jam"));

        assertThat(browser.here()).contains("state=failed");
        assertThat(list.rows()).hasSize(4).allMatch(row -> row.state().equals("Failed"));
        assertThat(browser.text(".choices [aria-current=true]")).isEqualTo("Failed");
        Look.at(browser, "tasks-filtered");
        list.mark();
        list.refresh();
        assertThat(list.isRefreshedInPlace()).isTrue();
        assertThat(list.rows()).hasSize(4);
        browser.find(".clear").click();
        browser.await("all tasks", () -> browser.here().equals(TaskList.PATH));
    }

    @Test
    void pagesKeepTheFilter() {
        browser.open(TaskList.PATH + "?release=Crumb+release+1");
        browser.find("#older").click();
        browser.await("the older ones", () -> browser.here().contains("page="));

        assertThat(browser.here()).contains("release=Crumb+release+1");
        assertThat(list.rows()).hasSize(10);
        browser.find("#newer").click();
        browser.await("the newer ones", () -> list.rows().size() == 50);
        assertThat(browser.here()).isEqualTo(TaskList.PATH + "?release=Crumb+release+1");
    }

    @Test
    void filterWithoutAFieldIsShownAndCanBeTakenAway() throws IOException {
        browser.open(TaskList.PATH + "?function=main&state=failed");

        assertThat(browser.text(".chips")).contains("Function", "main");
        Look.at(browser, "tasks-function");
        browser.find(".chips a").click();
        browser.await("all failures", () -> browser.here().equals(TaskList.PATH + "?state=failed"));
    }

    @Test
    void nothingThatMatchesIsSaidWithAWayOn() throws IOException {
        browser.open(TaskList.PATH + "?package=nothing");

        assertThat(browser.text(".blank")).contains("No task matches");
        Look.at(browser, "tasks-no-match");
        browser.find(".blank a").click();
        browser.await("all tasks", () -> list.rows().size() == 50);
    }

    @Test
    void nonsenseInTheAddressIsSaidAboveTheList() throws IOException {
        browser.open(TaskList.PATH + "?state=lost&since=yesterday&until=2026-02-30&build=zz&page=-1");

        assertThat(browser.text("main"))
                .contains("“lost” is no state", "“yesterday” is no time", "“2026-02-30” is no time")
                .contains("“zz” is no build-id", "“-1” is no page");
        assertThat(list.rows()).hasSize(50);
        Look.at(browser, "tasks-nonsense");
    }

    @ParameterizedTest
    @CsvSource({
        "package=%00%01%1b%5b31m",
        "package=%ff%fe%c3",
        "state=%3Cscript%3Ewindow.hacked=1%3C/script%3E",
        "release=%E2%80%AEevil",
        "since=99999d&until=9999-12-31",
        "page=999999999999999999",
        "signature=%27%22%3B--"
    })
    void hostileAddressesAreAnswered(String query) {
        browser.open(TaskList.PATH + "?" + query);

        assertThat(browser.text("h1")).isEqualTo("Tasks");
        assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
    }
}
