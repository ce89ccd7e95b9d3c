// SPDX-License-Identifier: Apache-2.0
package org.retrace.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RpmVersionTest {

    @ParameterizedTest
    @CsvFileSource(resources = "versions.csv")
    void ordersVersionsAsRpmDoes(String first, String order, String second, String why) {
        int expected = "<=>".indexOf(order) - 1;

        assertThat(Integer.signum(RpmVersion.compare(first, second))).as(why).isEqualTo(expected);
        assertThat(Integer.signum(RpmVersion.compare(second, first))).as(why).isEqualTo(-expected);
    }

    @Test
    void agreesWithRpmOnArbitraryTexts(@TempDir Path directory) throws IOException {
        List<String[]> pairs = pairs();
        StringBuilder script = new StringBuilder();
        for (String[] pair : pairs) {
            script.append("print(rpm.vercmp('%s', '%s') .. ' ')\n".formatted(pair[0], pair[1]));
        }
        Path file = Files.writeString(directory.resolve("compare.lua"), script);

        String answers = new MachineTool("rpm", directory).run("rpm", "--eval", "%{lua: dofile('" + file + "')}");

        List<Integer> expected = answers.strip()
                .lines()
                .flatMap(l -> List.of(l.strip().split("\\s+", -1)).stream())
                .map(Integer::valueOf)
                .toList();
        assertThat(expected).hasSameSizeAs(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            String[] pair = pairs.get(i);
            assertThat(Integer.signum(RpmVersion.compare(pair[0], pair[1])))
                    .as("%s to %s", pair[0], pair[1])
                    .isEqualTo(expected.get(i));
        }
    }

    @Test
    void comparesNumbersOfAMillionDigitsInNoTime() {
        String digits = "9".repeat(1_000_000);

        assertThat(RpmVersion.compare("1." + digits, "1." + digits + "0")).isNegative();
    }

    /** Pairs of short texts of the characters that matter; the same each time. */
    private static List<String[]> pairs() {
        Random random = new Random(4);
        List<String[]> pairs = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            pairs.add(new String[] {text(random), text(random)});
        }
        return pairs;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("1");
        for (int length = random.nextInt(5); length > 0; length--) {
            text.append("0019abA~^.+".charAt(random.nextInt(11)));
        }
        return text.toString();
    }
}
