// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.door;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Map;

/**
 * The headers and the marks of cookies that every answer of the console carries, whoever makes it: a page, the
 * container that sends somebody to sign in, or a refusal. Pages have a content security policy of their own, which
 * knows the nonces of their scripts.
 */
final class AnswerHeaders {

    private static final HttpString POLICY = new HttpString("Content-Security-Policy");
    private static final HttpString HTTPS_ONLY = new HttpString("Strict-Transport-Security");

    private static final Map<HttpString, String> ALWAYS = Map.of(
            new HttpString("X-Content-Type-Options"), "nosniff",
            new HttpString("X-Frame-Options"), "DENY",
            new HttpString("Referrer-Policy"), "same-origin",
            new HttpString("Permissions-Policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            new HttpString("Cross-Origin-Opener-Policy"), "same-origin",
            new HttpString("Cross-Origin-Resource-Policy"), "same-origin");

    private static final String NOTHING = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    private static final String A_YEAR = "max-age=31536000";

    private AnswerHeaders() {}

    /** Completes an answer that is about to be sent. */
    static void complete(HttpServerExchange answered) {
        HeaderMap headers = answered.getResponseHeaders();
        ALWAYS.forEach(headers::put);
        if (!headers.contains(POLICY)) {
            headers.put(POLICY, NOTHING);
        }
        if (!answered.getRelativePath().startsWith("/jakarta.faces.resource/")) {
            headers.put(Headers.CACHE_CONTROL, "no-store");
        }
        for (var cookie : answered.responseCookies()) {
            cookie.setHttpOnly(true);
            cookie.setSecure(cookie.isSecure() || answered.isSecure());
            cookie.setSameSiteMode("Lax");
        }
    }

    /** Browsers are to come by HTTPS alone from now on. */
    static void demandHttps(HttpServerExchange answered) {
        answered.getResponseHeaders().put(HTTPS_ONLY, A_YEAR);
    }
}
