// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/** The backtrace as people read it: real ones, and made ones of programs that nobody has. */
@ExtendWith(Console.class)
class BacktraceIT {

    private static final int MEBIBYTE = 1 << 20;

    private static ClassicClient.Task task = new ClassicClient.Task("", "");

    private final Browser browser;
    private final ServerHome server;
    private final TaskDetail page;

    BacktraceIT(Browser browser, ServerHome server) {
        this.browser = browser;
        this.server = server;
        this.page = new TaskDetail(browser);
    }

    @BeforeAll
    static void oneTask(TaskTable tasks, ClassicClient client) throws IOException, SQLException {
        tasks.clear();
        task = client.upload(TestDistribution.archive("null", "tar.gz"));
        client.await(task);
    }

    @BeforeEach
    void signIn() throws IOException {
        browser.signIn("debugger");
    }

    private void give(org.retrace.backtrace.detail.DetailedBacktrace backtrace) throws IOException {
        MadeBacktrace.give(server, task.id(), backtrace);
    }

    @Test
    void copyAsTextIsGdbsOwnForm(ClassicClient client) throws IOException {
        var other = client.upload(TestDistribution.archive("plugin", "tar.gz"));
        client.await(other);
        var text = client.get(other, "/backtrace").body();
        var threads = text.substring(0, text.indexOf("== "));
        page.open(other, "");
        browser.allowClipboard();
        browser.find("#copy-all").click();
        browser.await("all threads", () -> browser.clipboard().equals(threads));
        assertThat(threads).startsWith("Thread 2 ").contains("#0 ", "\nThread 1 ");

        browser.find(".crashed a[data-copy]").click();
        browser.await("one thread", () -> browser.clipboard().equals(threads.substring(threads.indexOf("Thread 1 "))));
        assertThat(browser.get("document.getElementById('spoken').textContent")).isEqualTo("Copied");
    }

    @Test
    void equalThreadsAreTogetherAndTheCrashedOneIsOpen() throws IOException {
        give(MadeBacktrace.busy());
        page.open(task, "");

        assertThat(page.texts(".thread > summary > strong")).containsExactly("Thread 1", "23 threads", "Thread 25");
        assertThat(page.texts(".thread > summary > .where"))
                .containsExactly(
                        "in read_gauge", "in futex_wait from wait_for_water", "in futex_wait from wait_for_water");
        assertThat(browser.shows("#t1f0")).isTrue();
        assertThat(browser.shows("#t2f0")).isFalse();
        assertThat(page.texts(".notice.partial li"))
                .containsExactly("Thread 25 was cut off: gdb reached its limit of time.");
        assertThat(page.texts("#t1 .how")).contains("crashed", "inlined", "tail call");
        assertThat(page.texts("#t1 .lacking")).contains("no debuginfo", "no package");
        assertThat(browser.text("#t1f7").replace('\n', ' ')).contains("__libc_start_call_main");
        assertThat(browser.shows("li.runtime #t1f7")).isTrue();
    }

    @Test
    void keyboardGoesBetweenFramesAndOpensThem() throws IOException {
        give(MadeBacktrace.busy());
        page.open(task, "");
        browser.press("j");
        page.awaitFocus("t1f0");
        browser.press("jj");
        page.awaitFocus("t1f2");
        browser.press("kk", Keys.ENTER);

        assertThat(browser.shows("#t1f0 .variables")).isTrue();
        assertThat(browser.text("#t1f0 .inside")).contains("litres", "1.5", "/usr/bin/kettle + 0x1a0");
        assertThat(browser.get("location.hash")).isEqualTo("#t1f0");
        Look.at(browser, "backtrace");
        browser.run("location.reload()");
        browser.await("the frame again", () -> browser.shows("#t1f0 .variables"));
        page.awaitFocus("t1f0");
    }

    @Test
    void everyThreadOfAGroupCanBeOpenedByItsAddress() throws IOException {
        give(MadeBacktrace.busy());
        page.open(task, "");
        browser.find("#t2 > summary").click();
        assertThat(browser.text("#t2 .others")).contains("thread 2", "24");
        browser.find("#t2 .others a[href$='#t17']").click();

        browser.await("thread 17", () -> browser.shows("#t17f0"));
        assertThat(browser.here()).contains("&thread=17");
        assertThat(browser.shows("#t2")).isFalse();
    }

    @Test
    void missingDebuginfoLeadsToTheModules() throws IOException {
        give(MadeBacktrace.busy());
        page.open(task, "#t1f3");
        browser.await("the frame", () -> browser.shows("#t1f3 .inside"));
        browser.find("#t1f3 a[href$='tab=modules']").click();

        browser.await("the modules", () -> browser.shows(".modules"));
    }

    @Test
    void hostileNamesStayText() throws IOException {
        give(MadeBacktrace.hostile());
        page.open(task, "#t1f0");
        browser.await("the frame", () -> browser.shows("#t1f0 .inside"));

        assertThat(browser.text("#t1f0 .call")).startsWith("<script>alert(1)</script>&amp;");
        assertThat(browser.text("body")).doesNotContain("\u202e", "\u001b");
        assertThat(browser.get("document.querySelectorAll('.backtrace script').length"))
                .isEqualTo(0L);
        Look.at(browser, "backtrace-hostile");
    }

    @Test
    void fiveHundredThreadsAreASmallPageThatFetchesTheRest() throws IOException {
        give(MadeBacktrace.large(500, 60));
        page.open(task, "");

        assertThat(((Number) browser.get("document.documentElement.outerHTML.length")).intValue())
                .isLessThan(MEBIBYTE);
        assertThat(page.texts(".thread")).hasSize(500);
        page.mark();
        browser.run("document.querySelector('#t400 > summary').focus()");
        browser.press(Keys.ENTER);
        browser.await("its frames", () -> browser.shows("#t400f59"));
        assertThat(page.isTheSamePage()).isTrue();
        assertThat(browser.here()).endsWith("&thread=400");
        browser.run("location.reload()");
        browser.await("the thread again", () -> browser.shows("#t400f59"));
    }

    @Test
    void deepStackGoesOnByALinkAndEachFrameHasItsAddress() throws IOException {
        give(MadeBacktrace.large(1, 250));
        page.open(task, "");
        assertThat(browser.shows("#t1f99")).isTrue();
        browser.find("#t1 a.more").click();
        browser.await("the next hundred", () -> browser.shows("#t1f199"));
        page.awaitFocus("t1f100");
        browser.find("#t1 a.more").click();
        browser.await("the last", () -> browser.shows("#t1f249"));
        assertThat(browser.shows("#t1 a.more")).isFalse();
        browser.find("#t1f210 > summary").click();
        var address = browser.get("document.querySelector('#t1f210 .links a').getAttribute('href')");

        browser.open("/overview.xhtml");
        browser.open("/task/" + address);
        browser.await("that frame", () -> browser.shows("#t1f210 .inside"));
        page.awaitFocus("t1f210");
        browser.run("document.querySelector('#t1 a.more').scrollIntoView({block: 'center'})");
        browser.find("#t1 a.more").click();
        browser.await("the beginning", () -> browser.shows("#t1f0"));
    }

    @Test
    void worksByLinksAloneWithoutScripts() throws IOException {
        give(MadeBacktrace.large(300, 60));
        browser.scripts(false);
        try {
            page.open(task, "&thread=200");
            assertThat(browser.find("#t200f59").isDisplayed()).isTrue();
            assertThat(browser.find("#copy-all").getDomAttribute("href")).endsWith("/backtrace.txt?thread=0");
        } finally {
            browser.scripts(true);
        }
    }

    @Test
    void damagedFileLeavesTheText() throws IOException {
        var file = server.directory().resolve("spool").resolve(task.id()).resolve("retrace_backtrace.json");
        java.nio.file.Files.writeString(file, "{\"format\":1,");
        page.open(task, "");

        assertThat(browser.text("#panel")).contains("as text only");
        Look.at(browser, "backtrace-text");
        browser.find("#panel .button").click();
        browser.await("the text", () -> browser.here().endsWith("/backtrace.txt"));
    }
}
