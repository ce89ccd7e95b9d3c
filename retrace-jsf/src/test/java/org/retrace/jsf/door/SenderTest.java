// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenderTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            # site,       origin,                        referer,                  forged
            -,            -,                             -,                        false
            same-origin,  -,                             -,                        false
            none,         -,                             -,                        false
            same-site,    -,                             -,                        true
            cross-site,   -,                             -,                        true
            nonsense,     -,                             -,                        true
            '',           -,                             -,                        true
            cross-site,   https://retrace.example.org,   -,                        true
            same-origin,  https://other.example.org,     -,                        false
            -,            https://retrace.example.org,   -,                        false
            -,            https://RETRACE.example.org,   -,                        false
            -,            https://retrace.example.org:443, -,                      false
            -,            https://retrace.example.org:8443, -,                     true
            -,            http://retrace.example.org,    -,                        true
            -,            https://retrace.example.org.evil.example, -,             true
            -,            https://evil.example/https://retrace.example.org, -,     true
            -,            https://user@retrace.example.org, -,                     true
            -,            null,                          -,                        true
            -,            '',                            -,                        true
            -,            https://[,                     -,                        true
            -,            -,                             https://retrace.example.org/console/, false
            -,            -,                             https://evil.example/,    true
            -,            -,                             about:blank,              true
            -,            https://retrace.example.org,   https://evil.example/,    false
            """)
    void knowsFormsOfOtherSites(
            @Nullable String site, @Nullable String origin, @Nullable String referer, boolean forged) {
        var sender = new Sender(site, origin, referer);
        assertThat(sender.forges("POST", "https", "retrace.example.org")).isEqualTo(forged);
        assertThat(sender.forges("GET", "https", "retrace.example.org")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "post", "NONSENSE"})
    void onlyWhatAsksIsHarmless(String method) {
        assertThat(new Sender("cross-site", null, null).forges(method, "https", "a"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http, http://a:8080, a:8080, false",
        "http, https://a, a, false",
        "http, https://a, a:443, false",
        "http, http://a, a:80, false",
        "http, http://a:80, a, false",
        "http, http://a, a:443, true",
        "https, https://a, b, true"
    })
    void comparesWithTheServerThatWasAskedFor(String scheme, String origin, String host, boolean forged) {
        assertThat(new Sender(null, origin, null).forges("POST", scheme, host)).isEqualTo(forged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a", "null"})
    void nobodySaysWhichServerIsAskedForWithoutAHost(String origin) {
        assertThat(new Sender(null, origin, null).forges("POST", "https", null)).isTrue();
    }
}
