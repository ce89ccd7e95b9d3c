// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions are ordered as rpm orders them, and names are read as rpm prints them. */
class RpmVersionTest {

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvFileSource(resources = "versions.csv", delimiter = '|')
    void ordersAsRpmDoes(String first, String relation, String second, String reason) {
        int expected = relation.equals("=") ? 0 : -1;

        assertThat(Integer.signum(RpmVersion.compare(first, second))).as(reason).isEqualTo(expected);
        assertThat(Integer.signum(RpmVersion.compare(second, first))).as(reason).isEqualTo(-expected);
    }

    @Test
    void readsANameWithDashesAndAnEpoch() {
        assertThat(Nevra.parse("gcc-c++-2:13.2.1-4.fc39.x86_64"))
                .contains(new Nevra("gcc-c++", 2, "13.2.1", "4.fc39", "x86_64"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"toaster-1.0-1.x86_64", "gcc-c++-2:13.2.1-4.fc39.x86_64", "a-b-c-1-2.noarch"})
    void printsANameAsItReadsIt(String name) {
        assertThat(Nevra.parse(name).map(Nevra::toString)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a-b", "a-1", "a-1-", "a-1-2", "a-1-2.", "a-x:1-2.noarch", "-1-2.noarch", "a-1-.b"})
    void readsNoNameThatIsNone(String name) {
        assertThat(Nevra.parse(name)).isEqualTo(Optional.empty());
    }

    @Test
    void putsTheEpochBeforeTheVersion() {
        Nevra old = new Nevra("a", 0, "9", "1", "noarch");
        Nevra fresh = new Nevra("a", 1, "1", "1", "noarch");

        assertThat(old.compareVersion(fresh)).isNegative();
    }
}
