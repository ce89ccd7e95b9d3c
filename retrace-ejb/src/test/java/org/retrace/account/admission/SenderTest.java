// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTest {

    private static Sender sender(String method, @Nullable String site, @Nullable String mode, @Nullable String origin) {
        return new Sender(method, Optional.ofNullable(site), Optional.ofNullable(mode), Optional.ofNullable(origin));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            # site,                  origin,                  server,                       foreign
            -,                       -,                       https://r.example.org,        false
            none,                    -,                       https://r.example.org,        false
            same-origin,             -,                       https://r.example.org,        false
            same-origin,             https://r.example.org,   https://r.example.org,        false
            # a page of ours that tells nobody where it is
            same-origin,             null,                    https://r.example.org,        false
            same-site,               -,                       https://r.example.org,        true
            same-site,               https://w.example.org,   https://r.example.org,        true
            cross-site,              -,                       https://r.example.org,        true
            cross-site,              https://r.example.org,   https://r.example.org,        true
            # two headers, as the door joins them, and what nobody knows yet
            'none, cross-site',      -,                       https://r.example.org,        true
            other-planet,            -,                       https://r.example.org,        true
            '',                      -,                       https://r.example.org,        true
            # a browser that says no more, or an address that it does not trust
            -,                       https://r.example.org,   https://r.example.org,        false
            -,                       https://r.example.org,   https://r.example.org:443,    false
            -,                       http://r.example.org,    http://R.Example.org:80,      false
            -,                       http://127.0.0.1:8080,   http://127.0.0.1:8080,        false
            -,                       https://r.example.org,   http://r.example.org,         true
            -,                       http://r.example.org:80, http://r.example.org:80,      true
            -,                       http://127.0.0.1:8081,   http://127.0.0.1:8080,        true
            -,                       https://r.example.org.evil.example, https://r.example.org, true
            -,                       null,                    https://r.example.org,        true
            -,                       '',                      https://r.example.org,        true
            """)
    void tellsAPageOfSomebodyElse(@Nullable String site, @Nullable String origin, String server, boolean foreign) {
        assertThat(sender("POST", site, "cors", origin).isForeign(server)).isEqualTo(foreign);
        assertThat(sender("GET", site, "no-cors", origin).isForeign(server)).isEqualTo(foreign);
    }

    @Test
    void visitIsANavigationThatChangesNothing() {
        assertThat(sender("GET", "cross-site", "navigate", null).isVisit()).isTrue();
        assertThat(sender("POST", "cross-site", "navigate", null).isVisit()).isFalse();
        assertThat(sender("GET", "cross-site", "no-cors", null).isVisit()).isFalse();
        assertThat(sender("GET", "cross-site", null, null).isVisit()).isFalse();
        assertThat(sender("get", "cross-site", "navigate", null).isVisit()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "HEAD, true", "OPTIONS, true", "POST, false", "PUT, false", "PATCH, false", "DELETE, false"
    })
    void saysWhetherAnythingIsToBeChanged(String method, boolean safe) {
        assertThat(sender(method, null, null, null).isSafe()).isEqualTo(safe);
    }
}
