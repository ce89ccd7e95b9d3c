// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatJsonTest {

    @Test
    void readsStringMembersAndSkipsOthers() {
        String text = " { \"a\" : \"1\", \"n\":12, \"o\":{\"a\":[1,\"},\"]}, \"t\":true,\"b\":\"2\" } rest";
        assertThat(FlatJson.parse(text)).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void readsEscapes() {
        assertThat(FlatJson.parse("{\"a\":\"\\\"\\\\\\/\\n\\t\\r\\b\\f\\u00e9\\uD83D\\uDE00\"}"))
                .isEqualTo(Map.of("a", "\"\\/\n\t\r\b\f\u00e9\uD83D\uDE00"));
    }

    @Test
    void keepsTheFirstOfMembersWithOneName() {
        assertThat(FlatJson.parse("{\"a\":\"1\",\"a\":\"2\"}")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void keepsWhatComesBeforeTheTextBreaksOff() {
        String text = "{\"a\":\"1\",\"b\":\"2\\u12";
        for (int length = 0; length <= text.length(); length++) {
            Map<String, String> expected = length < 8 ? Map.of() : Map.of("a", "1");
            assertThat(FlatJson.parse(text.substring(0, length))).isEqualTo(expected);
        }
    }

    @Test
    void readsNothingFromWhatIsNoObject() {
        assertThat(FlatJson.parse("")).isEmpty();
        assertThat(FlatJson.parse("[\"a\",\"b\"]")).isEmpty();
        assertThat(FlatJson.parse("{\"a\" \"b\"}")).isEmpty();
        assertThat(FlatJson.parse("{}")).isEmpty();
    }

    @Test
    void bearsDeepNesting() {
        String deep = "[".repeat(1_000_000);
        assertThat(FlatJson.parse("{\"a\":\"1\",\"b\":" + deep)).isEqualTo(Map.of("a", "1"));
    }
}
