// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandbookTest {

    private static final Path DOCS = Path.of("..", "docs");

    static final List<String> NAMES = Handbook.NAMES;

    @Test
    void hasEveryDocumentForPeopleWhoUseAServer() throws IOException {
        var found = new TreeSet<>(List.of("glossary", "reliability"));
        for (var directory : List.of("admin", "api", "formats")) {
            try (var files = Files.list(DOCS.resolve(directory))) {
                files.map(file -> DOCS.relativize(file).toString())
                        .filter(name -> name.endsWith(".md"))
                        .map(name -> name.replace(".md", ""))
                        .forEach(found::add);
            }
        }
        assertThat(NAMES).containsExactlyInAnyOrderElementsOf(found);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void leadsOnlyToPagesAndPartsThatThereAre(String name) {
        var html = Handbook.chapter(name).orElseThrow().html();
        var links = Pattern.compile("href=\"help.xhtml\\?page=([^\"#]+)(?:#([^\"]+))?\"")
                .matcher(html);
        while (links.find()) {
            var there = Handbook.chapter(links.group(1)).orElseThrow().html();
            if (links.group(2) != null) {
                assertThat(there).contains("id=\"" + links.group(2) + "\"");
            }
        }
        assertThat(html).doesNotContain(".md\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"filters-of-the-list-of-tasks", "a-task", "search"})
    void hasThePartsThatPagesLeadTo(String part) {
        assertThat(Handbook.chapter("admin/console").orElseThrow().html()).contains("<h2 id=\"" + part + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "adr/0001-java-release-17", "../README", "admin/console.md", "nowhere"})
    void hasNoOtherPages(String name) {
        assertThat(Handbook.chapter(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'[a](../formats/rpm.md#order)', <a href=\"help.xhtml?page=formats/rpm#order\">a</a>",
        "'[a](server.md)', <a href=\"help.xhtml?page=admin/server\">a</a>",
        "'[a](#part)', <a href=\"help.xhtml?page=admin/console#part\">a</a>",
        "'[a *b*](../adr/0001.md)', a <em>b</em>",
        "'[a](../../README.md)', a",
        "'[a](https://example.org/x.md)', <a href=\"https://example.org/x.md\">a</a>",
        "'[a](javascript:alert)', a",
        "'<script>x</script>', &lt;script&gt;x&lt;/script&gt;"
    })
    void turnsLinksIntoThoseOfPages(String markdown, String html) {
        assertThat(Handbook.render("admin/console", "# Title\n\ntext " + markdown)
                        .html())
                .isEqualTo("<p>text " + html + "</p>\n");
    }

    @Test
    void takesTheFirstHeadingAsTitle() {
        var page = Handbook.render("x", "# The `console`\n\ntext");
        assertThat(page.title()).isEqualTo("The \"console\"");
        assertThat(Handbook.render("x", "text").title()).isEqualTo("x");
    }
}
