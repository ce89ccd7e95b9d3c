// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.admission;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who had a browser send a request, as it says itself: somebody at it, a page of ours, or a page of somebody else,
 * which may count on the browser to add a password, a certificate or a cookie. What is no browser says nothing of it.
 * Sources: Fetch Metadata Request Headers; RFC 6454, section 7.
 *
 * @param method of the request
 * @param site the header {@code Sec-Fetch-Site}; which browsers send to trustworthy addresses alone
 * @param mode the header {@code Sec-Fetch-Mode}
 * @param origin the header {@code Origin}; which browsers send with whatever is no GET or HEAD
 */
public record Sender(String method, Optional<String> site, Optional<String> mode, Optional<String> origin) {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** Of a page of this server, and of somebody who typed the address. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private static final String NAVIGATION = "navigate";

    /**
     * Whether a page of somebody else had it sent, one of another port or another name of this host too. What the
     * browser itself says of the site decides, because it says so of every request.
     *
     * @param server scheme, host and port of this server as it was asked for: {@code https://retrace.example.org}
     */
    public boolean isForeign(String server) {
        return site.map(told -> !OURS.contains(told))
                .orElseGet(() ->
                        origin.filter(told -> !told.equals(origin(server))).isPresent());
    }

    /** Whether it asks for nothing to be changed. */
    public boolean isSafe() {
        return SAFE.contains(method);
    }

    /** Whether somebody follows a link, or comes back from somewhere: nobody but them sees the answer. */
    public boolean isVisit() {
        return isSafe() && mode.filter(NAVIGATION::equals).isPresent();
    }

    /** An address as browsers write it: lower case, and no port that goes without saying. */
    private static String origin(String server) {
        return server.toLowerCase(Locale.ROOT)
                .replaceFirst("^(http://.*):80$", "$1")
                .replaceFirst("^(https://.*):443$", "$1");
    }
}
