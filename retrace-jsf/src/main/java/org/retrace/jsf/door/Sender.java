// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.door;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who made a browser send a request, as the browser says. What is no browser says nothing, and cannot be made to send
 * anything by a page of somebody else's.
 *
 * @param site {@code Sec-Fetch-Site}, which browsers send by HTTPS and to this machine; null for none
 * @param origin {@code Origin}, which they send with each form; null for none
 * @param referer {@code Referer}, for those so old that they send neither; null for none
 */
record Sender(@Nullable String site, @Nullable String origin, @Nullable String referer) {

    private static final Set<String> ASKS_ONLY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** Whether a request of this method may be a forgery: it changes something, and a page of another site sent it. */
    boolean forges(String method, String scheme, @Nullable String host) {
        return !ASKS_ONLY.contains(method) && isForeign(scheme, host);
    }

    private boolean isForeign(String scheme, @Nullable String host) {
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String address = origin != null ? origin : referer;
        return address != null && (host == null || !isServer(address, scheme, host));
    }

    /** A proxy may have taken the encryption away, never added it. */
    private static boolean isServer(String address, String scheme, String host) {
        try {
            URI uri = new URI(address);
            return uri.getScheme() != null
                    && uri.getRawAuthority() != null
                    && (scheme.equals("http") || uri.getScheme().equals("https"))
                    && plain(uri.getScheme(), uri.getRawAuthority()).equals(plain(uri.getScheme(), host));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Without the port that the scheme implies. */
    private static String plain(String scheme, String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst(scheme.equals("https") ? ":443$" : ":80$", "");
    }
}
