// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.retrace.bytes.FormatException;
import org.retrace.repository.distribution.plugin.YamlNode.Entry;
import org.retrace.repository.distribution.plugin.YamlNode.Mapping;
import org.retrace.repository.distribution.plugin.YamlNode.Scalar;
import org.retrace.repository.distribution.plugin.YamlNode.Sequence;
import org.retrace.settings.NearestKey;

/** The fields of one mapping in a plugin. Whatever is wrong with one becomes a fault, and reading goes on. */
final class PluginFields {

    private static final Pattern LINE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

    private final Mapping mapping;
    private final String path;
    private final Faults faults;

    /** A reader of one text; what it refuses is bad in the text itself. */
    @FunctionalInterface
    interface TextReader<T> {
        T read(String text) throws FormatException;
    }

    /**
     * @param path the way to this mapping, empty for the whole file
     * @param known every field that may stand in it
     */
    PluginFields(Mapping mapping, String path, List<String> known, Faults faults) {
        this.mapping = mapping;
        this.path = path;
        this.faults = faults;
        for (var entry : mapping.entries()) {
            if (!known.contains(entry.key().text())) {
                fault(
                        entry.key(),
                        entry.key().text(),
                        unknown(known, entry.key().text()));
            }
        }
    }

    private static String unknown(List<String> known, String name) {
        return "there is no such field; "
                + NearestKey.among(known, name)
                        .map(nearest -> "the nearest is " + nearest)
                        .orElse("there are " + String.join(", ", known));
    }

    Faults faults() {
        return faults;
    }

    /** The way to a field, or to an item of it. */
    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    void fault(YamlNode node, String field, String reason) {
        faults.add(node.place(), path(field), reason);
    }

    Optional<YamlNode> node(String field) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(field))
                .map(Entry::value)
                .findFirst();
    }

    /** Says that a field is missing, where it is. */
    void require(String... fields) {
        for (var field : fields) {
            if (node(field).isEmpty()) {
                fault(mapping, field, "is missing");
            }
        }
    }

    /** A text that is not empty, made into something. */
    <T> Optional<T> text(String field, TextReader<T> reader) {
        return node(field).flatMap(node -> text(node, field, reader));
    }

    /** As {@link #text(String, TextReader)}, of a node that was found before. */
    <T> Optional<T> text(YamlNode node, String field, TextReader<T> reader) {
        if (!(node instanceof Scalar scalar)) {
            fault(node, field, "must be a text, not " + node.kind());
            return Optional.empty();
        }
        if (scalar.text().isBlank()) {
            fault(node, field, "is empty");
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(scalar.text()));
        } catch (FormatException e) {
            fault(
                    node,
                    field,
                    e.offset() < 0 ? e.reason() : "at its character " + (e.offset() + 1) + ": " + e.reason());
            return Optional.empty();
        }
    }

    /** What stands in a field that may be one thing or a list of them; a list must not be empty. */
    List<YamlNode> items(String field) {
        return node(field).map(node -> items(node, field)).orElse(List.of());
    }

    /** As {@link #items(String)}, of a node that was found before. */
    List<YamlNode> items(YamlNode node, String field) {
        if (!(node instanceof Sequence sequence)) {
            return List.of(node);
        }
        if (sequence.items().isEmpty()) {
            fault(node, field, "is empty");
        }
        return sequence.items();
    }

    /** The texts of a field that may be one or a list. */
    <T> List<T> texts(String field, TextReader<T> reader) {
        return node(field).map(node -> texts(node, field, reader)).orElse(List.of());
    }

    /** As {@link #texts(String, TextReader)}, of a node that was found before. */
    <T> List<T> texts(YamlNode node, String field, TextReader<T> reader) {
        var items = items(node, field);
        var read = new ArrayList<T>();
        for (int i = 0; i < items.size(); i++) {
            var name = node instanceof Sequence ? field + "[" + (i + 1) + "]" : field;
            text(items.get(i), name, reader).ifPresent(read::add);
        }
        return read;
    }

    /** Lines {@code key = value} of dnf's configuration; empty ones and comments (#) do not count. */
    Map<String, String> lines(String field) {
        var lines = new TreeMap<String, String>();
        node(field)
                .ifPresent(node -> text(node, field, text -> {
                    for (var raw : text.split("\\R", -1)) {
                        var line = LINE.matcher(raw.strip());
                        if (line.matches()) {
                            lines.put(line.group(1), line.group(2));
                        } else if (!raw.isBlank() && !raw.strip().startsWith("#")) {
                            throw new FormatException(
                                    "configuration", -1, "'" + raw.strip() + "' is not \"key = value\"");
                        }
                    }
                    return lines;
                }));
        return lines;
    }
}
