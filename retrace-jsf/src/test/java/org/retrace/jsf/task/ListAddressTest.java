// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.task.list.Standing;
import org.retrace.task.list.TaskFilter;
import org.retrace.task.list.TaskTerm;

class ListAddressTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static ListAddress address(String... namesAndValues) {
        var parameters = new TreeMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ListAddress.of(parameters);
    }

    @Test
    void bareAddressIsEveryTask() {
        var meaning = address().meaning(NOW);
        assertThat(meaning.filter()).isEqualTo(TaskFilter.NONE);
        assertThat(meaning.complaints()).isEmpty();
        assertThat(address().text()).isEqualTo("tasks.xhtml");
        assertThat(address().isFiltered()).isFalse();
    }

    @Test
    void everyFilterHasItsPlaceInTheAddress() {
        var address = address(
                "state",
                "failed",
                "package",
                "toaster",
                "release",
                "Crumb 1",
                "signature",
                "/usr/bin/toaster:11:a:b",
                "function",
                "main",
                "build",
                "C0FFEEC0FFEEC0FF",
                "since",
                "24h",
                "until",
                "2026-11-20");
        var filter = address.meaning(NOW).filter();
        assertThat(address.meaning(NOW).complaints()).isEmpty();
        assertThat(filter.standing()).contains(Standing.FAILURE);
        assertThat(filter.terms())
                .isEqualTo(Map.of(
                        TaskTerm.PACKAGE, "toaster",
                        TaskTerm.RELEASE, "Crumb 1",
                        TaskTerm.SIGNATURE, "/usr/bin/toaster:11:a:b",
                        TaskTerm.FUNCTION, "main",
                        TaskTerm.BUILD_ID, "c0ffeec0ffeec0ff"));
        assertThat(filter.since()).contains(Instant.parse("2026-11-19T12:00:00Z"));
        assertThat(filter.until()).contains(Instant.parse("2026-11-21T00:00:00Z"));
    }

    @Test
    void emptyFieldsAndUnknownParametersLeaveNothing() {
        var address = address("state", "", "package", "  ", "jakarta.faces.ViewState", "1:1", "order", "name");
        assertThat(address.text()).isEqualTo("tasks.xhtml");
    }

    @Test
    void textsAreWrittenSoThatTheyAreReadAgain() {
        var hostile = "a&state=failed#x\"><script> \u202E%00+ü";
        var text = address("package", hostile).text();
        assertThat(text).matches("tasks\\.xhtml\\?package=[A-Za-z0-9%+._*-]+");
        assertThat(URLDecoder.decode(text.substring(text.indexOf('=') + 1), StandardCharsets.UTF_8))
                .isEqualTo(hostile);
    }

    @Test
    void anotherFilterBeginsAtTheFirstPage() {
        var address = address("state", "failed", "page", "71.21");
        assertThat(address.with("package", "jam").text()).isEqualTo("tasks.xhtml?package=jam&state=failed");
        assertThat(address.with("state", "").text()).isEqualTo("tasks.xhtml");
        assertThat(address.withPage(Trail.NEWEST.older(9)).text()).isEqualTo("tasks.xhtml?page=9&state=failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state | lost | “lost” is no state",
                "since | yesterday | “yesterday” is no time",
                "until | 2026-02-30 | “2026-02-30” is no time",
                "build | 123 | “123” is no build-id",
                "build | xyzxyzxyzxyzxyzxyz | is no build-id",
                "page | -1 | “-1” is no page",
            })
    void nonsenseIsSaidAndLeftOut(String name, String value, String complaint) {
        var meaning = address(name, value).meaning(NOW);
        assertThat(meaning.complaints()).singleElement().asString().contains(complaint);
        assertThat(meaning.filter()).isEqualTo(TaskFilter.NONE);
    }

    @Test
    void timeThatEndsBeforeItBeginsIsSaid() {
        assertThat(address("since", "1h", "until", "24h").meaning(NOW).complaints())
                .singleElement()
                .asString()
                .contains("ends before it begins");
    }

    @Test
    void complaintsQuoteNoMoreThanTheyMust() {
        assertThat(address("state", "\u202E" + "x".repeat(100_000)).meaning(NOW).complaints())
                .singleElement()
                .asString()
                .startsWith("“⟨U+202E⟩xxx")
                .hasSizeLessThan(250);
    }

    @Test
    void whatNoDatabaseTakesIsReplaced() {
        assertThat(address("package", "a\0b").meaning(NOW).filter().terms()).containsValue("a\uFFFDb");
    }

    @Test
    void termsLeadToTheirList() {
        assertThat(ListAddress.of(TaskTerm.FUNCTION, "ns::f<int>"))
                .isEqualTo("tasks.xhtml?function=ns%3A%3Af%3Cint%3E");
        assertThat(ListAddress.of(TaskTerm.BUILD_ID, "c0ffee")).isEqualTo("tasks.xhtml?build=c0ffee");
    }
}
