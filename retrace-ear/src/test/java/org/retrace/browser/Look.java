// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a page looks like, in both themes, wide and narrow. Pictures are kept below {@code target/pictures}, one for
 * each, and in each axe-core must find nothing serious and nothing may stick out to the right.
 */
final class Look {

    static final Path PICTURES = Path.of("target", "pictures");

    private static final int NARROW = 400;
    private static final int HEIGHT = 800;

    private static final String AXE = axe();

    private static final String FINDINGS =
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations
                .filter(violation => ['serious', 'critical'].includes(violation.impact))
                .map(violation => violation.impact + ': ' + violation.help + ': '
                    + violation.nodes.map(node => node.html + ' (' + node.failureSummary + ')').join(', '))));
            """;

    private Look() {}

    /** Takes pictures NAME-THEME-WIDTH.png of the page that is shown, and checks it. */
    static void at(Browser browser, String name) throws IOException {
        browser.run(AXE);
        for (var width : List.of(Browser.WIDE, NARROW)) {
            for (var theme : List.of("light", "dark")) {
                browser.colours(theme);
                fit(browser, width);
                var kept = name + "-" + theme + "-" + width;
                browser.save(PICTURES.resolve(kept + ".png"));
                assertThat(number(browser, "scrollWidth"))
                        .as("width of " + kept)
                        .isLessThanOrEqualTo(width);
                assertThat(findings(browser)).as("axe-core on " + kept).isEmpty();
            }
        }
        browser.resize(Browser.WIDE, HEIGHT);
        browser.colours("light");
    }

    /** What axe-core finds serious or critical; each with the elements and what to do. */
    private static List<?> findings(Browser browser) {
        return browser.runUntilItCallsBack(FINDINGS) instanceof List<?> found
                ? found
                : List.of("axe-core gave nothing");
    }

    /** Makes the window as high as the page. */
    private static void fit(Browser browser, int width) {
        browser.resize(width, HEIGHT);
        browser.resize(width, Math.max(HEIGHT, number(browser, "scrollHeight")));
    }

    private static int number(Browser browser, String property) {
        return ((Number) browser.get("document.scrollingElement." + property)).intValue();
    }

    private static String axe() {
        try (var script = Look.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
