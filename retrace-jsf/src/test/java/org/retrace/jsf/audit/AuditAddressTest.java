// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.account.audit.AuditAction;
import org.retrace.account.audit.AuditFilter;

class AuditAddressTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static AuditAddress.Meaning meaning(Map<String, String> parameters) {
        return AuditAddress.of(parameters).meaning(NOW, name -> switch (name) {
            case "ann" -> List.of(7L);
            case "twin" -> List.of(3L, 4L);
            default -> List.of();
        });
    }

    @Test
    void withoutParametersEverythingIsMeant() {
        assertThat(meaning(Map.of()))
                .isEqualTo(new AuditAddress.Meaning(AuditFilter.NONE, OptionalLong.empty(), List.of()));
    }

    @Test
    void everyParameterIsAFilter() {
        var meaning = meaning(Map.of(
                "person", "ann", "action", "token_made", "object", " task 7 ", "since", "24h", "until", "2026-11-22"));

        assertThat(meaning.complaints()).isEmpty();
        assertThat(meaning.filter().personId()).hasValue(7);
        assertThat(meaning.filter().action()).contains(AuditAction.TOKEN_MADE);
        assertThat(meaning.filter().object()).contains("task 7");
        assertThat(meaning.filter().since()).contains(Instant.parse("2026-11-21T12:00:00Z"));
        assertThat(meaning.filter().until()).contains(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "person | bob | “bob” is nobody’s name",
                "person | 99999999999999999999 | is nobody’s name",
                "person | twin | Write the number of one: 3, 4",
                "action | LOST | “LOST” is nothing that the audit keeps",
                "since | yesterday | “yesterday” is no time",
                "until | 2026-02-30 | “2026-02-30” is no time",
                "before | x | “x” is no page",
                "before | -1 | “-1” is no page",
            })
    void whatMakesNoSenseIsSaidAndLeftOut(String name, String value, String complaint) {
        var meaning = meaning(Map.of(name, value));

        assertThat(meaning.complaints()).singleElement().asString().contains(complaint);
        assertThat(meaning.filter()).isEqualTo(AuditFilter.NONE);
        assertThat(meaning.before()).isEmpty();
    }

    @Test
    void timeThatEndsBeforeItBeginsIsSaid() {
        assertThat(meaning(Map.of("since", "1h", "until", "2h")).complaints())
                .singleElement()
                .asString()
                .contains("ends before it begins");
    }

    @Test
    void anotherFilterLeadsToTheNewestPage() {
        var address = AuditAddress.of(Map.of("person", "7", "unknown", "x")).before(12);

        assertThat(address.text()).isEqualTo("audit.xhtml?before=12&person=7");
        assertThat(address.with("object", "task 7&8").text()).isEqualTo("audit.xhtml?object=task+7%268&person=7");
        assertThat(address.with("person", "").text()).isEqualTo("audit.xhtml");
        assertThat(address.isNewest()).isFalse();
        assertThat(address.newest().isFiltered()).isTrue();
    }
}
