// SPDX-License-Identifier: Apache-2.0
package org.retrace.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code [retrace]} of {@code retrace-server.conf}: lines {@code key = value} or {@code key: value},
 * comments from {@code #} or {@code ;} at the start of a line or from a blank and {@code ;} within it. Keys are
 * compared without case; of two lines with one key the later counts. Other sections are not read.
 */
final class ConfigurationFile implements SettingSource {

    /** Most bytes a configuration file may have. */
    static final int MAX_BYTES = 1 << 20;

    private final Path path;
    private final Map<String, Line> lines = new HashMap<>();

    private record Line(String key, String value, int number) {}

    private ConfigurationFile(Path path, String text) {
        this.path = path;
        var inside = false;
        var number = 0;
        for (var raw : text.split("\\R", -1)) {
            number++;
            var line = raw.strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                inside = line.equalsIgnoreCase("[retrace]");
            } else if (inside && !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                take(line, number);
            }
        }
    }

    /**
     * The file as it is now.
     *
     * @throws IOException when it cannot be read
     * @throws BadSettingException when it is over {@link #MAX_BYTES}, or a line of {@code [retrace]} is not {@code key
     *     = value}
     */
    static ConfigurationFile read(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BadSettingException(path + " is over " + MAX_BYTES + " bytes");
            }
            return parse(path, new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /**
     * The file with this text.
     *
     * @throws BadSettingException when a line of {@code [retrace]} is not {@code key = value}
     */
    static ConfigurationFile parse(Path path, String text) {
        return new ConfigurationFile(path, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private void take(String line, int number) {
        var end = line.replace(':', '=').indexOf('=');
        if (end < 1) {
            throw new BadSettingException(path + ", line " + number + " is not \"key = value\"");
        }
        var key = line.substring(0, end).strip();
        var value = line.substring(end + 1).replaceFirst("(^|\\s);.*", "").strip();
        lines.put(folded(key), new Line(key, value, number));
    }

    @Override
    public Optional<Setting> find(Option option) {
        return Optional.ofNullable(lines.get(folded(option.key())))
                .filter(line -> !line.value().isEmpty())
                .map(line -> new Setting(option, line.value(), path + ", line " + line.number()));
    }

    /** One sentence for each key that is no option, in the order of the file. */
    List<String> complaints() {
        var unknown = new ArrayList<>(lines.values());
        for (var option : Option.all()) {
            unknown.removeIf(line -> folded(line.key()).equals(folded(option.key())));
        }
        unknown.sort((a, b) -> Integer.compare(a.number(), b.number()));
        return unknown.stream().map(this::complaint).toList();
    }

    private String complaint(Line line) {
        return path + ", line " + line.number() + ": there is no option " + line.key()
                + NearestKey.to(line.key())
                        .map(key -> "; the nearest is " + key)
                        .orElse("");
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static String folded(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
