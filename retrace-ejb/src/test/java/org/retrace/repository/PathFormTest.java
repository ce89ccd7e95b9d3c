// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathFormTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/lib/libc.so.6, /usr/lib/libc.so.6",
        "/lib64/libc.so.6, /usr/lib64/libc.so.6",
        "/bin/sh, /usr/bin/sh",
        "/sbin/init, /usr/sbin/init",
        "/usr/lib/libc.so.6, /usr/lib/libc.so.6",
        "/library/x, /library/x",
        "/opt/lib/x, /opt/lib/x",
        "/lib, /lib",
    })
    void spellsEachPathInOneWay(String path, String merged) {
        assertThat(PathForm.merged(path)).isEqualTo(merged);
        assertThat(PathForm.merged(merged)).isEqualTo(merged);
    }
}
