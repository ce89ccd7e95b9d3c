// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.util.ArrayList;
import java.util.List;

/** The page of tasks, as a test reads it. */
record TaskList(Browser browser) {

    static final String PATH = "/task/tasks.xhtml";

    private static final String ROWS =
            """
            [...document.querySelectorAll('.tasks tbody > tr')].map(row => ['.id .name', '.state strong',
                '.standing .sentence', '.package .name', '.crash .name'].map(part =>
                    (row.querySelector(part)?.innerText ?? '').trim()))
            """;

    private static final String REFRESH =
            """
            Object.values(PrimeFaces.widgets).find(widget => widget instanceof PrimeFaces.widget.Poll).cfg.fn();
            """;

    /**
     * One row.
     *
     * @param state the word
     * @param sentence what stands below it
     * @param signal what ended the program
     */
    record Row(String task, String state, String sentence, String packageName, String signal) {}

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var cells : list(browser.get(ROWS))) {
            var texts = list(cells).stream().map(Object::toString).toList();
            rows.add(new Row(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4)));
        }
        return rows;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }

    /** The row of a task, which must be shown. */
    Row row(String task) {
        return rows().stream()
                .filter(row -> row.task().equals(task))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of task " + task));
    }

    /** Lets the page refresh itself now, not when its time has come, and waits until it has. */
    void refresh() {
        browser.runUntilItCallsBack("jQuery(document).one('pfAjaxComplete', () => arguments[0]());" + REFRESH);
    }

    /** Lets the page refresh itself now. */
    void startRefresh() {
        browser.run(REFRESH);
    }

    /** Leaves a mark in the page that a page loaded anew does not have. */
    void mark() {
        browser.run("window.marked = true; document.querySelector('.tasks').marked = true");
    }

    /** Whether the list is another than when it was marked, in the same page. */
    boolean isRefreshedInPlace() {
        return Boolean.TRUE.equals(
                browser.run("return window.marked === true && document.querySelector('.tasks').marked === undefined"));
    }
}
