// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048524, 1023.9 KiB",
        "1048525, 1.0 MiB",
        "1048576, 1.0 MiB",
        "1099511627776, 1.0 TiB",
        "9223372036854775807, 8.0 EiB"
    })
    void saysSizesInBinaryUnitsWithOneDecimal(long bytes, String words) {
        assertThat(Sizes.of(bytes)).isEqualTo(words);
    }
}
