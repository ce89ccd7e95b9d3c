// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that a request brings along, of which only those of the console are followed. */
final class Address {

    private Address() {}

    /** The address if it is a plain path inside the console, else the console's first page. */
    static String within(String contextPath, String asked) {
        var start = contextPath + "/";
        try {
            var uri = new URI(asked);
            var path = uri.getRawPath();
            var plain = !uri.isAbsolute() && uri.getRawAuthority() == null && path != null && path.equals(path(uri));
            return plain && path.startsWith(start) ? asked : start;
        } catch (URISyntaxException e) {
            return start;
        }
    }

    private static String path(URI uri) {
        return uri.normalize().getRawPath();
    }
}
