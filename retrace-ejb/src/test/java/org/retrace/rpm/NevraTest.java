// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NevraTest {

    @ParameterizedTest
    @CsvFileSource(resources = "nevras.csv")
    void readsFullNames(String text, String parts, String why) {
        String[] part = parts.split(" ", -1);
        Nevra expected = new Nevra(part[0], Integer.parseInt(part[1]), part[2], part[3], part[4]);

        assertThat(Nevra.parse(text)).as(why).contains(expected);
        assertThat(Nevra.parse(expected.toString())).as(why).contains(expected);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "not-nevras.csv")
    void refusesWhatIsNoFullName(String text, String why) {
        assertThat(Nevra.parse(text)).as(why).isEmpty();
    }

    @Test
    void leavesOutAnEpochOfNothing() {
        assertThat(new Nevra("a", 0, "1", "2", "noarch")).hasToString("a-1-2.noarch");
        assertThat(new Nevra("a", 3, "1", "2", "noarch")).hasToString("a-3:1-2.noarch");
    }

    @Test
    void comparesEpochThenVersionThenRelease() {
        Nevra old = new Nevra("a", 0, "2", "2", "x86_64");

        assertThat(old.compareVersion(new Nevra("a", 1, "1", "1", "x86_64"))).isNegative();
        assertThat(old.compareVersion(new Nevra("a", 0, "2~rc", "9", "x86_64"))).isPositive();
        assertThat(old.compareVersion(new Nevra("a", 0, "2", "10", "x86_64"))).isNegative();
        assertThat(old.compareVersion(old)).isZero();
    }

    @Test
    void tellsBuildsOfOnePackageByNameAndArchitecture() {
        Nevra one = new Nevra("a", 0, "2", "2", "x86_64");

        assertThat(one.isSamePackage(new Nevra("a", 1, "3", "4", "x86_64"))).isTrue();
        assertThat(one.isSamePackage(new Nevra("b", 0, "2", "2", "x86_64"))).isFalse();
        assertThat(one.isSamePackage(new Nevra("a", 0, "2", "2", "i686"))).isFalse();
    }
}
