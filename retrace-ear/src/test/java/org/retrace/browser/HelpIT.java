// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The handbook in the console, and the way to it from every page. */
@ExtendWith(Console.class)
class HelpIT {

    private final Browser browser;

    HelpIT(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void signIn() throws IOException {
        browser.signIn("viewer");
    }

    @ParameterizedTest
    @CsvSource({
        "/overview.xhtml, ''",
        "/task/tasks.xhtml, #filters-of-the-list-of-tasks",
        "/search.xhtml?q=toast, #search"
    })
    void everyPageLeadsToWhatIsWrittenOfIt(String page, String part) {
        browser.open(page);
        browser.find(".bar .help").click();

        browser.await("the handbook", () -> browser.here().equals("/help.xhtml?page=admin/console"));
        assertThat(browser.get("location.hash")).isEqualTo(part);
        assertThat(part.isEmpty() || browser.shows(part)).isTrue();
        assertThat(browser.text("h1")).isEqualTo("The console");
    }

    @Test
    void everyDocumentIsAPage() throws IOException {
        browser.open("/help.xhtml");
        var documents = (List<?>) browser.get("[...document.querySelectorAll('.chapters a')].map(it => it.search)");
        assertThat(documents).hasSizeGreaterThan(5);
        for (var document : documents) {
            browser.open("/help.xhtml" + document);
            assertThat(browser.text(".prose")).hasSizeGreaterThan(500);
            assertThat(browser.text("h1")).isEqualTo(browser.text(".chapters [aria-current=page]"));
        }
        Look.at(browser, "help-glossary");
        browser.open("/help.xhtml");
        Look.at(browser, "help-console");
    }

    @Test
    void documentsLeadToEachOther() {
        browser.open("/help.xhtml");
        browser.find(".prose a[href='help.xhtml?page=formats/backtrace']").click();

        browser.await("the format", () -> browser.here().equals("/help.xhtml?page=formats/backtrace"));
    }

    @ParameterizedTest
    @CsvSource({"nowhere", "../../web", "%00", "admin/console.md"})
    void unknownDocumentSaysSo(String name) throws IOException {
        browser.open("/help.xhtml?page=" + name, 404);

        assertThat(browser.text("h1")).isEqualTo("No such page of the handbook");
        assertThat(browser.shows(".chapters")).isTrue();
        Look.at(browser, "help-unknown");
    }
}
