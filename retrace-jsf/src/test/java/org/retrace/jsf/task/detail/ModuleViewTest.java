// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.task.TaskModule;

class ModuleViewTest {

    private static final String BUILD_ID = "0123456789abcdef0123456789abcdef01234567";

    private static ModuleView view(TaskModule.Finding finding) {
        return ModuleView.of(new TaskModule(0, "/usr/bin/kettle", 0x400000, -0x1000, BUILD_ID, finding));
    }

    @ParameterizedTest
    @CsvSource({
        "found,success,Found",
        "without-debuginfo,partial,No debuginfo",
        "not-found,failed,No package",
        "without-build-id,failed,No build-id"
    })
    void outcomesHaveWords(String outcome, String kind, String word) {
        var view = view(new TaskModule.Finding(outcome, null, null, "here\nthere"));

        assertThat(view.kind()).isEqualTo(kind);
        assertThat(view.word()).isEqualTo(word);
        assertThat(view.tried()).containsExactly("here", "there");
    }

    @Test
    void moduleThatNobodyHasLookedForYetSaysSo() {
        var view = ModuleView.of(new TaskModule(0, "/usr/bin/kettle", 0, 1, null, null));

        assertThat(view.word()).isEqualTo("Not looked for yet");
        assertThat(view.tried()).isEmpty();
        assertThat(view.buildId()).isEmpty();
        assertThat(view.shortBuildId()).isEmpty();
    }

    @Test
    void buildIdIsShortenedInTheMiddle() {
        var view = view(new TaskModule.Finding("found", "kettle-2", "kettle-debuginfo-2", ""));

        assertThat(view.shortBuildId()).isEqualTo("01234567…01234567");
        assertThat(view.buildId()).isEqualTo(BUILD_ID);
        assertThat(view.range()).isEqualTo("0x400000 to 0xfffffffffffff000");
        assertThat(view.tried()).isEmpty();
    }
}
