// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ServerHome;

/** The way in and the way out. */
@ExtendWith(Console.class)
class SignInIT {

    private final Browser browser;
    private final ServerHome server;

    SignInIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
    }

    @Test
    void asksForNameAndPassword() throws IOException {
        browser.open("/");

        assertThat(browser.get("document.activeElement.id")).isEqualTo("name");
        assertThat(browser.shows(".notice")).isFalse();
        Look.at(browser, "sign-in");
    }

    @Test
    void wrongPasswordSaysSo() throws IOException {
        browser.open("/");
        browser.submit("viewer", "wrong");

        browser.await("a notice", () -> browser.shows("[role=alert]"));
        assertThat(browser.text("[role=alert]")).contains("do not go together");
        Look.at(browser, "sign-in-wrong");
    }

    @Test
    void consolesOwnAddressLeadsToTheOverview() throws IOException {
        browser.open("/");
        browser.submit("viewer", server.password("viewer"));

        browser.await("the overview", () -> browser.here().equals("/overview.xhtml"));
        assertThat(browser.text("h1")).isEqualTo("Overview");
        assertThat(browser.text("nav [aria-current=page]")).isEqualTo("Overview");
    }

    @Test
    void rightPasswordLeadsToTheTasks() throws IOException {
        browser.signIn("viewer");

        assertThat(browser.text("h1")).isEqualTo("Tasks");
        assertThat(browser.text(".who")).contains("viewer");
    }

    @Test
    void leadsToTheAddressThatWasAskedFor() throws IOException {
        browser.open(TaskList.PATH + "?page=1");
        browser.submit("debugger", server.password("debugger"));

        browser.await("that address", () -> browser.here().equals(TaskList.PATH + "?page=1"));
        assertThat(browser.text("#list")).contains("no tasks older than these");
    }

    @Test
    void signOutEndsTheSession() throws IOException {
        browser.signIn("viewer");
        browser.find("[aria-label='Sign out']").click();

        browser.await("the sign-in page", () -> browser.shows("#password"));
        assertThat(browser.shows(".notice")).isFalse();
        browser.open(TaskList.PATH);
        assertThat(browser.shows("#password")).isTrue();
        assertThat(browser.text("body")).doesNotContain("viewer");
    }

    @Test
    void lostSessionSaysWhatToDoAndLeadsBack() throws IOException {
        browser.signIn("viewer");
        browser.open(TaskList.PATH + "?page=1");
        browser.forgetSession();
        new TaskList(browser).startRefresh();

        browser.await("the sign-in page", () -> browser.shows("#password"));
        assertThat(browser.text("[role=status]")).contains("Your session has ended");
        Look.at(browser, "sign-in-again");
        browser.submit("viewer", server.password("viewer"));
        browser.await("the page that was left", () -> browser.here().equals(TaskList.PATH + "?page=1"));
    }

    @Test
    void endedSessionIsSaidOnWhateverPageIsOpenedNext() throws IOException {
        browser.signIn("viewer");
        browser.forgetSession();
        browser.open(TaskList.PATH);

        assertThat(browser.text("[role=status]")).contains("Your session has ended");
    }

    @Test
    void keepsTheColoursThatWereChosen() throws IOException {
        browser.open("/");
        var light = browser.get("getComputedStyle(document.body).backgroundColor");
        browser.find("[value=dark]").click();

        browser.await("dark colours", () -> browser.shows("[value=dark][aria-pressed=true]"));
        var dark = browser.get("getComputedStyle(document.body).backgroundColor");
        assertThat(dark).isNotEqualTo(light);
        browser.signIn("viewer");
        assertThat(browser.get("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark);
    }
}
