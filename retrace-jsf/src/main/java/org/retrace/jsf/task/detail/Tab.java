// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.util.Arrays;
import java.util.Locale;

/** The parts of the page, of which one is shown. */
public enum Tab {
    BACKTRACE("Backtrace"),
    MODULES("Modules"),
    LOG("Log"),
    FILES("Files"),
    HISTORY("History");

    private final String title;

    Tab(String title) {
        this.title = title;
    }

    /** The tab of an address; the first for whatever else stands there. */
    static Tab of(String word) {
        return Arrays.stream(values())
                .filter(tab -> tab.getWord().equals(word))
                .findFirst()
                .orElse(BACKTRACE);
    }

    public String getTitle() {
        return title;
    }

    /** As addresses spell it. */
    public String getWord() {
        return name().toLowerCase(Locale.ROOT);
    }
}
