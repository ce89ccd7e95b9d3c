// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that a request brings along: its own, and others, of which only those of the console are followed. */
public final class Address {

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

    /** The address of this server as it was asked for, without a path. */
    public static String server(HttpServletRequest request) {
        var url = request.getRequestURL().toString();
        return url.substring(0, url.length() - request.getRequestURI().length());
    }

    private static String path(URI uri) {
        return uri.normalize().getRawPath();
    }
}
