// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** The keyboard alone does everything, and whoever uses it sees where they are. */
@ExtendWith(Console.class)
class KeyboardIT {

    private static final int MOST_STOPS = 40;

    /** What the focused element is called; empty when the focus has left the page. */
    private static final String NAME =
            """
            (it => it === document.body ? '' : it.ariaLabel ?? (it.labels?.length ? it.labels[0] : it).textContent)
                (document.activeElement).replace(/\\s+/g, ' ').trim()
            """;

    /** Whether the focused element is inside the window and has an outline of two pixels or more. */
    private static final String SEEN =
            """
            (focused => {
                const style = getComputedStyle(focused), box = focused.getBoundingClientRect();
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                    && box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0
                    && box.right <= innerWidth && box.bottom <= innerHeight;
            })(document.activeElement)
            """;

    private final Browser browser;
    private final ServerHome server;
    private String task = "";

    KeyboardIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
    }

    @BeforeEach
    void oneTask(TaskTable tasks, ClassicClient client) throws IOException, SQLException {
        tasks.clear();
        var uploaded = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(uploaded);
        task = uploaded.id();
    }

    @Test
    void signsInOpensATaskAndSignsOut() throws IOException {
        browser.open("/");
        browser.press("debugger", Keys.TAB, server.password("debugger"), Keys.ENTER);
        browser.await("the overview", () -> browser.here().equals("/overview.xhtml"));

        tabTo("Tasks");
        browser.press(Keys.ENTER);
        browser.await("the page of tasks", () -> browser.here().equals(TaskList.PATH));
        tabTo(task);
        assertThat(browser.get("document.activeElement.href").toString()).endsWith("/task/task.xhtml?id=" + task);
        tabTo("Sign out");
        browser.press(Keys.ENTER);
        browser.await("the sign-in page", () -> browser.shows("#password"));
    }

    @Test
    void findsAFailuresReasonAndTheLocalsOfACrash(ClassicClient client) throws IOException {
        var failed = client.upload(TestDistribution.hostile("unknown.tar.gz"));
        client.await(failed);
        browser.open(TaskList.PATH);
        browser.press("debugger", Keys.TAB, server.password("debugger"), Keys.ENTER);
        browser.await("the page of tasks", () -> browser.shows("#task-" + failed.id()));
        tabTo(failed.id());
        browser.press(Keys.ENTER);
        browser.await("the failed task", () -> browser.shows(".says.failed"));
        assertThat(browser.text(".why")).contains("not one module");

        tabTo("Tasks");
        browser.press(Keys.ENTER);
        browser.await("the page of tasks", () -> browser.shows("#task-" + task));
        tabTo(task);
        browser.press(Keys.ENTER);
        browser.await("the crash", () -> browser.shows("#t1f1"));
        browser.press("jj", Keys.ENTER);
        browser.await("its second frame", () -> browser.shows("#t1f1 .inside"));
        assertThat(browser.text("#t1f1 .call")).startsWith("crumb_weigh");
        assertThat(browser.text("#t1f1 .variables")).contains("slices");

        browser.allowClipboard();
        tabTo("Copy as text");
        browser.press(Keys.ENTER);
        browser.await(
                "the copy",
                () -> browser.clipboard().contains("#1  ")
                        && browser.clipboard().contains("crumb_weigh (stack="));
    }

    @Test
    void skipLinkLeadsPastTheRail() throws IOException {
        browser.signIn("debugger");
        browser.press(Keys.TAB);
        assertThat(name()).isEqualTo("Skip to the content");
        browser.save(Look.PICTURES.resolve("focus-light-1280.png"));
        browser.press(Keys.ENTER, Keys.TAB);

        assertThat(name()).isEqualTo("All");
    }

    @Test
    void slashLeadsToTheSearchFieldButIsALetterInFields() throws IOException {
        browser.signIn("debugger");
        browser.press("/");
        assertThat(browser.get("document.activeElement.id")).isEqualTo("q");
        browser.press("/usr/bin", Keys.ENTER);

        browser.await("the signature", () -> browser.here().equals("/search.xhtml?q=%2Fusr%2Fbin"));
        tabTo("/usr/bin/toaster:11:");
        browser.press(Keys.ENTER);
        browser.await("its tasks", () -> browser.here().startsWith(TaskList.PATH + "?signature="));
        browser.await("the task", () -> browser.shows("#task-" + task));
    }

    @Test
    void everyStopOfTheSignInPageIsSeen() {
        browser.open("/");
        browser.await("the focus", () -> browser.get(SEEN).equals(true));
        tabTo("Dark");
    }

    /** Presses Tab until the focus is there, and sees every stop on the way. */
    private void tabTo(String wanted) {
        var name = "";
        for (var stops = 0; !name.startsWith(wanted); stops++) {
            assertThat(stops).as("stops before " + wanted).isLessThan(MOST_STOPS);
            browser.press(Keys.TAB);
            name = name();
            assertThat(name.isEmpty() || browser.get(SEEN).equals(true))
                    .as("focus on " + name + " is seen")
                    .isTrue();
        }
    }

    private String name() {
        return browser.get(NAME).toString();
    }
}
