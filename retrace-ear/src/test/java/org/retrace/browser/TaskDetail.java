// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.util.List;
import org.retrace.it.ClassicClient;

/**
 * The page of one task, as a test reads it.
 *
 * @param browser where it is shown
 */
record TaskDetail(Browser browser) {

    private static final String TEXTS = "[...document.querySelectorAll('%s')].map(it => it.innerText.trim())";

    static String path(ClassicClient.Task task, String more) {
        return "/task/task.xhtml?id=" + task.id() + more;
    }

    void open(ClassicClient.Task task, String more) {
        browser.open(path(task, more));
    }

    /** What each of some elements says. */
    List<String> texts(String selector) {
        return strings(TEXTS.formatted(selector));
    }

    String state() {
        return browser.text("#standing .state strong");
    }

    /** Style classes of the steps' dots. */
    List<String> steps() {
        return strings("[...document.querySelectorAll('.progress li')].map(it => it.className)");
    }

    private List<String> strings(String expression) {
        return ((List<?>) browser.get(expression))
                .stream().map(Object::toString).toList();
    }

    /** Leaves a mark in the page that a page loaded anew does not have. */
    void mark() {
        browser.run("window.marked = true");
    }

    boolean isTheSamePage() {
        return Boolean.TRUE.equals(browser.run("return window.marked === true"));
    }

    /** Waits until the focus is in the element with this id. */
    void awaitFocus(String id) {
        browser.await("the focus in " + id, () -> browser.get("document.activeElement.parentElement.id")
                .equals(id));
    }
}
