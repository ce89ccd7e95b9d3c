// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void agreesWithRpmOnArbitraryTexts(@TempDir Path directory) throws IOException, InterruptedException {
        Random random = new Random(4);
        List<String> actual = new ArrayList<>();
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            String first = text(random);
            String second = text(random);
            int order = Integer.signum(RpmVersion.compare(first, second));
            actual.add(first + " " + order + " " + second);
            script.append(
                    "print('%s ' .. rpm.vercmp('%s', '%s') .. ' %s\\n')%n".formatted(first, first, second, second));
        }
        Path file = Files.writeString(directory.resolve("compare.lua"), script);

        String answers = new SmallRpm(directory).run("rpm", "--eval", "%{lua: dofile('" + file + "')}");

        assertThat(answers.lines().filter(line -> !line.isEmpty())).containsExactlyElementsOf(actual);
    }

    @Test
    void comparesNumbersOfAMillionDigitsInNoTime() {
        String digits = "9".repeat(1_000_000);

        assertTimeout(Duration.ofSeconds(2), () -> assertThat(RpmVersion.compare("1." + digits, "1." + digits + "0"))
                .isNegative());
    }

    /** A short text of the characters that matter. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("1");
        for (int length = random.nextInt(5); length > 0; length--) {
            text.append("0019abA~^.+".charAt(random.nextInt(11)));
        }
        return text.toString();
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
            strings = {
                "",
                "a",
                "a-b",
                "a-1",
                "a-1-",
                "a-1-2",
                "a-1-2.",
                "a-x:1-2.noarch",
                "-1-2.noarch",
                "a-1-.b",
                "a-1:2:3-4.b"
            })
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
