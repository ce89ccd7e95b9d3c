// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/task/tasks.xhtml?page=7.3", "/console/tasks/1/log.txt"})
    void followsAPathOfTheConsole(String asked) {
        assertThat(Address.within("/console", asked)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tasks.xhtml",
                "/console",
                "/elsewhere/",
                "//evil.example/console/",
                "http://evil.example/console/",
                "https:/console/",
                "javascript:alert(1)",
                "/console/../create",
                "/console/./x",
                "/console//evil.example",
                "/console/\r\nSet-Cookie: a=b",
                "/console/%zz",
                "\\\\evil.example/console/"
            })
    void leadsEverythingElseToTheFirstPage(String asked) {
        assertThat(Address.within("/console", asked)).isEqualTo("/console/");
    }
}
