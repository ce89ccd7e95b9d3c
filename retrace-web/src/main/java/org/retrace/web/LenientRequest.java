// SPDX-License-Identifier: Apache-2.0
package org.retrace.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.retrace.settings.RetraceSettings;

/**
 * A request as the application sees it: behind trusted proxies it comes from where, and as securely, as they say; and
 * malformed {@code Content-Type}, {@code Accept} and {@code Content-Length} look as if they were not there: the clients
 * in the field send such, and what they mean is decided by us, not by the runtime.
 */
final class LenientRequest extends HttpServletRequestWrapper {

    private static final String LENGTH = "content-length";
    private static final String ERRORS = "application/problem+json";

    private final RetraceSettings.Access access;
    private final SilenceWatch watch;
    private @Nullable ServletInputStream body;

    LenientRequest(HttpServletRequest request, RetraceSettings.Access access, SilenceWatch watch) {
        super(request);
        this.access = access;
        this.watch = watch;
    }

    @Override
    public boolean isSecure() {
        List<String> forwarded = forwarded("X-Forwarded-Proto");
        boolean counts = !forwarded.isEmpty() && access.isProxy(super.getRemoteAddr());
        return counts ? forwarded.get(forwarded.size() - 1).equalsIgnoreCase("https") : super.isSecure();
    }

    /** The last address in front of the trusted proxies; each of them adds the one that it hears from. */
    @Override
    public String getRemoteAddr() {
        String address = super.getRemoteAddr();
        List<String> forwarded = forwarded("X-Forwarded-For");
        for (int i = forwarded.size() - 1; i >= 0 && access.isProxy(address); i--) {
            if (forwarded.get(i).isEmpty()) {
                break;
            }
            address = forwarded.get(i);
        }
        return address;
    }

    /** What was sent and what proxies added, the nearest last; some add to the line that is there, others a line. */
    private List<String> forwarded(String name) {
        return Collections.list(super.getHeaders(name)).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new PacedInput(super.getInputStream(), watch, System::nanoTime);
        }
        return body;
    }

    /** Whether the request brings bytes that somebody must wait for, as far as one can tell. */
    boolean hasBody() {
        return getContentLengthLong() > 0
                || hasSenselessLength()
                || super.getHeader("transfer-encoding") != null
                || (isStream() && super.getHeader(LENGTH) == null && super.getHeader("content-type") != null);
    }

    /** Whether it is one of many on its connection, as since HTTP/2; a body without a length needs no header then. */
    boolean isStream() {
        return !getProtocol().startsWith("HTTP/1.") && !getProtocol().startsWith("HTTP/0.");
    }

    /** Whether the length that was sent is none that bytes can have; then nobody knows where the body ends. */
    private boolean hasSenselessLength() {
        return super.getHeader(LENGTH) != null && getHeader(LENGTH) == null;
    }

    /** Whether the client holds its body back until it is asked for it, and nobody has asked. */
    boolean isHeldBack() {
        return body == null && super.getHeader("expect") != null;
    }

    @Override
    public long getContentLengthLong() {
        String length = getHeader(LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }

    @Override
    public int getContentLength() {
        long length = getContentLengthLong();
        return length > Integer.MAX_VALUE ? -1 : (int) length;
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("content-type");
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        String key = name.toLowerCase(Locale.ROOT);
        return value != null && isWellFormed(key, value) ? seen(key, value) : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        List<String> values = Collections.list(super.getHeaders(name));
        return values.stream().allMatch(value -> isWellFormed(key, value))
                ? Collections.enumeration(
                        values.stream().map(value -> seen(key, value)).toList())
                : Collections.emptyEnumeration();
    }

    /** A type of content means nothing by its quality; where that is none, the runtime would fail at it. */
    private static String seen(String key, String value) {
        return key.equals("content-type") && !isWeighed(value) ? value.substring(0, value.indexOf(';')) : value;
    }

    private static boolean isWellFormed(String name, String value) {
        return switch (name) {
            case LENGTH -> value.matches("[0-9]{1,18}");
            case "content-type" -> isMediaType(value);
            case "accept" ->
                Stream.of(value.split(",", -1)).allMatch(range -> isMediaType(range) && isWeighed(range))
                        && !namesErrorsAlone(value);
            default -> true;
        };
    }

    /** Generated clients ask so where an operation has nothing else for them to read, and want it to succeed. */
    private static boolean namesErrorsAlone(String accepted) {
        return Stream.of(accepted.split(",", -1))
                .allMatch(range -> range.strip().toLowerCase(Locale.ROOT).startsWith(ERRORS));
    }

    private static boolean isMediaType(String value) {
        try {
            MediaType type = MediaType.valueOf(value.strip());
            return !type.getType().isEmpty() && !type.getSubtype().isEmpty() && value.contains("/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the quality, if there is one, is a number from 0 to 1 as RFC 9110, section 12.4.2, says. */
    private static boolean isWeighed(String range) {
        return MediaType.valueOf(range.strip())
                .getParameters()
                .getOrDefault("q", "1")
                .matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
    }
}
