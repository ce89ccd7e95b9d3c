// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebuginfoRepositoriesTest {

    @ParameterizedTest
    @CsvSource({
        "updates,   'updates, updates-debuginfo, base-debuginfo', updates-debuginfo",
        "base/7.9,  'base, base-debuginfo, debuginfo',            base-debuginfo",
        "updates,   'updates, base, debuginfo',                   debuginfo",
        "releases,  'releases, old-debuginfo, debuginfo-8',       'old-debuginfo, debuginfo-8'",
        "base,      'base, updates',                              base",
        "base/1,    '',                                           base"
    })
    void haveTheDebuginfoOfARepositoryOrAreAsNearAsCanBe(String repository, String names, String expected) {
        DebuginfoRepositories repositories = new DebuginfoRepositories(List.of(names.split(", ", -1)));

        assertThat(String.join(", ", repositories.of(repository))).isEqualTo(expected);
    }
}
