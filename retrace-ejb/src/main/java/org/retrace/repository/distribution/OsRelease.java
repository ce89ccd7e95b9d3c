// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a system says of itself, from the uploader: the line in {@code /etc/redhat-release} and its like, or the fields
 * of {@code /etc/os-release}, which become such a line.
 */
final class OsRelease {

    /** Most characters that are looked at. */
    static final int MAX_CHARACTERS = 16 << 10;

    private static final Pattern FIELD = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");
    private static final Pattern BRACKETS = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private OsRelease() {}

    /**
     * One line that says what the system is: {@code Fedora Linux release 43 (Workstation Edition)}; on a Rawhide that
     * hides it in the fields about bugs, {@code (Rawhide)} stands in the brackets. Empty when the text says nothing or
     * holds what is no text.
     */
    static Optional<String> line(String text) {
        var lines = text.substring(0, Math.min(text.length(), MAX_CHARACTERS)).split("\\R", -1);
        Map<String, String> fields = new HashMap<>();
        var first = "";
        for (var raw : lines) {
            var line = raw.strip();
            var field = FIELD.matcher(line);
            if (field.matches()) {
                fields.putIfAbsent(field.group(1), unquoted(field.group(2)));
            } else if (first.isEmpty() && !line.startsWith("#")) {
                first = line;
            }
        }
        return Optional.of(fields.containsKey("NAME") || fields.containsKey("PRETTY_NAME") ? joined(fields) : first)
                .filter(line -> !line.isEmpty() && line.length() <= BoundedRegex.MAX_TEXT)
                .filter(line -> line.chars().noneMatch(Character::isISOControl));
    }

    private static String joined(Map<String, String> fields) {
        var name = fields.getOrDefault("NAME", "");
        var version = fields.getOrDefault("VERSION_ID", "");
        if (name.isEmpty() || version.isEmpty()) {
            return fields.getOrDefault("PRETTY_NAME", name);
        }
        var codename = codename(fields);
        return name + " release " + version + (codename.isEmpty() ? "" : " (" + codename + ")");
    }

    private static String codename(Map<String, String> fields) {
        if (fields.getOrDefault("REDHAT_BUGZILLA_PRODUCT_VERSION", "")
                .toLowerCase(Locale.ROOT)
                .equals("rawhide")) {
            return "Rawhide";
        }
        var brackets = BRACKETS.matcher(fields.getOrDefault("VERSION", ""));
        return brackets.find() ? brackets.group(1) : "";
    }

    private static String unquoted(String value) {
        var text = value.strip();
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            return text;
        }
        var inner = text.substring(1, text.length() - 1);
        return switch (text.charAt(0)) {
            case '"' -> ESCAPED.matcher(inner).replaceAll("$1");
            case '\'' -> inner;
            default -> text;
        };
    }
}
