// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.backtrace.detail.Variable;

@Timeout(20)
class ArgumentsTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|",
                "...|",
                "int|",
                "a=1|a>1",
                "a=1, b=2|a>1;b>2",
                "a=<optimized out>, b=...|a><optimized out>;b>...",
                "a=a@entry=0x0, b@entry=5|a>0x0;b@entry>5",
                "a=0x55 \"x, b=3\", c=4|a>0x55 \"x, b=3\";c>4",
                "a=0x55 \"\\\", b=3\", c=4|a>0x55 \"\\\", b=3\";c>4",
                "a={x = 1, y=2}, c=4|a>{x = 1, y=2};c>4",
                "f=0x5 <std::map<int, long>::at(int, b=1)>, c=4|f>0x5 <std::map<int, long>::at(int, b=1)>;c>4",
                "c=41 ')', d=44 ','|c>41 ')';d>44 ','",
                "a=\"no end, b=1|a>\"no end;b>1",
                "__args#0=1, $x.y=2|__args#0>1;$x.y>2",
                "a=1, |a>1, ",
                "a=|a>",
            })
    void splitsWhatGdbPrints(String text, String variables) {
        assertThat(String.join(";", spelled(text == null ? "" : text))).isEqualTo(variables == null ? "" : variables);
    }

    @Test
    void takesNoLongerForOddQuotesAndBrackets() {
        for (String piece : List.of("\"\\", "'\\'", "(", "), ", ", a=", "a=\"")) {
            assertThat(ArgumentsText.parse("a=" + piece.repeat(50_000))).hasSizeLessThanOrEqualTo(200);
        }
    }

    private static List<String> spelled(String text) {
        return ArgumentsText.parse(text).stream()
                .map((Variable variable) -> variable.name() + ">" + variable.value())
                .toList();
    }
}
