// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTagTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
            "v1.rest"              | true
            "v1.other rest"        | true
            "v0.rest", "v1.rest"   | true
            *                      | true
            ' * '                  | true
            "v0.rest"              | false
            "v1"                   | false
            "v10.rest"             | false
            W/"v1.rest"            | false
            v1.rest                | false
            "v1.rest               | false
            ''                     | false
            **                     | false
            """)
    void aChangeCountsForWhoHasReadTheNotesAsTheyAre(String ifMatch, boolean counts) {
        assertThat(TaskTag.named(ifMatch).test("v1")).isEqualTo(counts);
    }
}
