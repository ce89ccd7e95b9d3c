// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.MediaType;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request whose malformed {@code Content-Type} and {@code Accept} look as if they were not there: the clients in the
 * field send such, and what they mean is decided by us, not by the JAX-RS runtime.
 */
final class LenientRequest extends HttpServletRequestWrapper {

    LenientRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("Content-Type");
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        return value != null && isMediaHeader(name) && !isWellFormed(value) ? null : value;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isMediaHeader(name) && getHeader(name) == null ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    private static boolean isMediaHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("content-type") || lower.equals("accept");
    }

    private static boolean isWellFormed(String value) {
        try {
            for (String part : value.split(",", -1)) {
                MediaType type = MediaType.valueOf(part.strip());
                if (type.getType().isEmpty() || type.getSubtype().isEmpty() || !part.contains("/")) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
