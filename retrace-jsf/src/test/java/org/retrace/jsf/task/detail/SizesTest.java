// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "1,1 byte",
        "1023,1023 bytes",
        "1024,1.0 KiB",
        "1500000,1.4 MiB",
        "1099511627776,1.0 TiB",
        "9223372036854775807,8388608.0 TiB"
    })
    void usesBinaryUnits(long bytes, String text) {
        assertThat(Sizes.of(bytes)).isEqualTo(text);
    }
}
