// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The colours of the console, as somebody chose them; kept in a cookie of their browser. */
enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    static final String COOKIE = "retrace-theme";

    /** The word in addresses, cookies and style sheets. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Theme> ofWord(String word) {
        return Arrays.stream(values())
                .filter(theme -> theme.word().equals(word))
                .findFirst();
    }

    /** The theme of whoever asks; the system's when they never chose. */
    static Theme of(HttpServletRequest request) {
        var cookies = request.getCookies();
        return (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .flatMap(cookie -> ofWord(cookie.getValue()).stream())
                .findFirst()
                .orElse(SYSTEM);
    }
}
