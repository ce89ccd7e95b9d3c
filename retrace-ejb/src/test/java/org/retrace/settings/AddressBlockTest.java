// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,      192.0.2.1,       true",
        "192.0.2.1,      192.0.2.2,       false",
        "192.0.2.0/24,   192.0.2.255,     true",
        "192.0.2.0/24,   192.0.3.0,       false",
        "192.0.2.128/25, 192.0.2.127,     false",
        "0.0.0.0/0,      203.0.113.9,     true",
        "0.0.0.0/0,      2001:db8::1,     false",
        "2001:db8::/32,  2001:db8:ff::1,  true",
        "2001:db8::/32,  2001:db9::1,     false",
        "::1,            0:0:0:0:0:0:0:1, true",
        "192.0.2.1,      proxy.example,   false",
        "192.0.2.1,      '',              false"
    })
    void holdsTheAddressesThatBeginWithItsBits(String block, String address, boolean inside) {
        assertThat(AddressBlock.parse(block).orElseThrow().contains(address)).isEqualTo(inside);
    }
}
