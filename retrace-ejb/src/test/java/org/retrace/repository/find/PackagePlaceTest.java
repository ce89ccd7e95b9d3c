// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.find;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagePlaceTest {

    @Test
    void isReadAsItWasWritten() {
        var place = new PackagePlace("lib,odd", 17);
        assertThat(PackagePlace.parse(place.toString())).contains(place);
        assertThat(PackagePlace.parse(PackagePlace.FIRST.toString())).contains(PackagePlace.FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "name,", "name,-1", "name,1234567890123456789", "a\0,1"})
    void isNothingElse(String text) {
        assertThat(PackagePlace.parse(text)).isEmpty();
        assertThat(PackagePlace.parse("x".repeat(2000) + ",1")).isEmpty();
    }
}
