// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterViewTest {

    private static FilterView view(Map<String, String> parameters) {
        return new FilterView(ListAddress.of(parameters), "/usr/bin/shop:11:buy");
    }

    @Test
    void statesKeepTheOtherFilters() {
        var choices =
                view(Map.of("state", "Failed", "package", "jam", "page", "9")).choices();
        assertThat(choices)
                .extracting(FilterView.Choice::word)
                .containsExactly("All", "Queued", "Running", "Success", "Incomplete", "Failed");
        assertThat(choices)
                .extracting(FilterView.Choice::chosen)
                .containsExactly(false, false, false, false, false, true);
        assertThat(choices.get(0).address()).isEqualTo("tasks.xhtml?package=jam");
        assertThat(choices.get(4).address()).isEqualTo("tasks.xhtml?package=jam&state=incomplete");
    }

    @Test
    void filtersWithoutAFieldCanBeTakenAway() {
        var chips = view(Map.of("function", "main\u202E", "state", "failed")).chips();
        assertThat(chips)
                .containsExactly(new FilterView.Chip(
                        "function", "Function", "main\u202E", "main⟨U+202E⟩", "tasks.xhtml?state=failed"));
        assertThat(view(Map.of("build", "c0ffee")).chips().get(0).label()).isEqualTo("Build-id");
    }

    @Test
    void signatureIsShownByItsTextAndKeptByItsKey() {
        var key = "0123456789abcdef0123456789abcdef";
        assertThat(view(Map.of("signature", key)).chips())
                .containsExactly(
                        new FilterView.Chip("signature", "Signature", key, "/usr/bin/shop:11:buy", "tasks.xhtml"));
    }

    @Test
    void pageAloneIsNoFilter() {
        assertThat(view(Map.of("page", "9")).isSet()).isFalse();
        assertThat(view(Map.of("since", "1h")).isSet()).isTrue();
    }
}
