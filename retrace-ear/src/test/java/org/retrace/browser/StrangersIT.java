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

/** Texts that strangers sent stay texts, in their own place, on every page that shows them. */
@ExtendWith(Console.class)
class StrangersIT {

    private final Browser browser;
    private final TaskList list;

    StrangersIT(Browser browser, TaskList list) {
        this.browser = browser;
        this.list = list;
    }

    @BeforeEach
    void hostileTasks(TaskTable tasks) throws IOException, SQLException {
        tasks.clear();
        tasks.add(
                3,
                """
                'FAILURE', true,
                (array[E'toast<img src=x onerror="window.hacked=1">\\u202Efdp.exe-1-1.x86_64', repeat('toast', 25),
                       E'toast\\u0007\\u001b[31m\\u2066שלום-1-1.x86_64'])[i],
                (array[E'/usr/bin/<script>window.hacked=1</script>', '/' || repeat('w', 511), E'/bin/\\u200Fsh'])[i],
                (array[E'</td></tr><h1>', repeat('R', 128), E'שלום \\u202Ecba'])[i],
                (array[E'/bin/x:11:a\\u202Eb:<b>main</b>', '/bin/x:11:' || repeat('very_long_function_name', 1400),
                       '/bin/x:6:a:b'])[i],
                (array[E'sign: <script>window.hacked=1</script>', repeat('reason ', 15000), E'\\u0001\\uFFFD\\u2028'])[i]
                """);
        tasks.change("insert into task_function select E'toast<b>\\u202Eevil', arrival, id from retrace_task");
        browser.signIn("debugger");
    }

    @ParameterizedTest
    @ValueSource(strings = {TaskList.PATH, "/overview.xhtml", "/search.xhtml?q=toast", "/search.xhtml?q=/bin/x"})
    void everyPageShowsThemAsText(String path) throws IOException {
        browser.open(path);

        assertThat(browser.get("typeof window.hacked")).isEqualTo("undefined");
        assertThat(browser.get("document.querySelectorAll('main img, main b, main h1:not(.title h1), main script')"
                        + ".length"))
                .isEqualTo(0L);
        assertThat(browser.text("main")).contains("⟨U+202E⟩").doesNotContain("\u202E", "\u0007");
        Look.at(browser, "strangers" + path.replaceAll("[^a-z]+", "-"));
    }

    @Test
    void listRefreshesItselfWithThem() {
        browser.open(TaskList.PATH);
        list.mark();
        list.refresh();

        assertThat(list.isRefreshedInPlace()).isTrue();
        assertThat(browser.shows("#lost")).isFalse();
    }
}
