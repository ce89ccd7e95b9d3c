// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is not there, not allowed or broken is said by pages of our own, each with a way on. */
@ExtendWith(Console.class)
class ErrorPagesIT {

    private final Browser browser;

    ErrorPagesIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void signIn() throws IOException {
        browser.signIn("viewer");
    }

    @Test
    void unknownAddress() throws IOException {
        browser.open("/nowhere", 404);

        Look.at(browser, "error-404");
        says("There is nothing here", "Status 404");
    }

    @Test
    void backtraceThatIsNotThere() {
        browser.open("/tasks/1/backtrace.txt", 404);

        says("There is nothing here", "Status 404");
    }

    @Test
    void pageThatNobodyMayOpen() throws IOException {
        browser.open("/resources/ui/icon.xhtml", 403);

        Look.at(browser, "error-403");
        says("This is not for your role", "Status 403");
    }

    @Test
    void failureOfTheServer(TaskTable tasks) throws IOException, SQLException {
        tasks.without(() -> browser.open(TaskList.PATH, 500));

        Look.at(browser, "error-500");
        assertThat(browser.text("body")).doesNotContain("Exception", "retrace_task");
        says("Something went wrong on our side", "Status 500");
    }

    private void says(String title, String status) {
        assertThat(browser.text("h1")).isEqualTo(title);
        assertThat(browser.text(".title p")).isEqualTo(status);
        browser.find("a.button").click();
        browser.await("the page of tasks", () -> browser.here().equals(TaskList.PATH));
    }
}
