// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.retrace.account.admission.Sender;

/**
 * What a request brings to show who sent it.
 *
 * @param headers those that are called Authorization
 * @param hasCertificate whether TLS knows its sender
 */
record Credentials(List<String> headers, boolean hasCertificate) {

    private static final String BEARER = "bearer";
    private static final String BASIC = "basic";

    /** Its own copy. */
    Credentials {
        headers = List.copyOf(headers);
    }

    static Credentials of(HttpServletRequest request) {
        return new Credentials(
                Collections.list(request.getHeaders("Authorization")),
                request.getAttribute("jakarta.servlet.request.X509Certificate") != null);
    }

    boolean areNone() {
        return headers.isEmpty() && !hasCertificate;
    }

    /** Whether nobody can tell which of them are meant. */
    boolean areSeveral() {
        return headers.size() > 1;
    }

    /** Whether they hold something that can be guessed. */
    boolean areGuesses() {
        return !headers.isEmpty();
    }

    /** The token, if it is one: the scheme in any case, and any blanks around. */
    Optional<String> bearer() {
        return headers.stream()
                .filter(header -> isOf(BEARER, header))
                .map(header -> header.strip().substring(BEARER.length()).strip())
                .findFirst();
    }

    /** Why they do not count. What is said is the same whoever the account is, and whether there is one. */
    String refusal() {
        if (bearer().isPresent()) {
            return "the token is not known, has expired or was revoked, or its owner may not use it any more";
        }
        if (headers.stream().anyMatch(header -> isOf(BASIC, header))) {
            return "the name or password is wrong, or the account is locked for a while";
        }
        return headers.isEmpty()
                ? "the certificate names no account of this server"
                : "the header Authorization is neither Basic nor Bearer";
    }

    private static boolean isOf(String scheme, String header) {
        String start = header.strip().toLowerCase(Locale.ROOT);
        return start.equals(scheme) || start.startsWith(scheme + " ") || start.startsWith(scheme + "\t");
    }

    /** Who had them sent: browsers add passwords and certificates that they know, and never a token. */
    static Sender sender(HttpServletRequest request) {
        return new Sender(
                request.getMethod(),
                header(request, "Sec-Fetch-Site"),
                header(request, "Sec-Fetch-Mode"),
                header(request, "Origin"));
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.isEmpty() ? Optional.empty() : Optional.of(values.stream().collect(Collectors.joining(", ")));
    }

    /** Scheme, host and port as the server was asked for; a proxy in front of it may speak another scheme with us. */
    static String server(HttpServletRequest request) {
        return (request.isSecure() ? "https://" : "http://") + request.getHeader("Host");
    }
}
