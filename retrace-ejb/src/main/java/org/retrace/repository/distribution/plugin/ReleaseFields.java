// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.repository.distribution.BoundedRegex;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.MirrorAddress;
import org.retrace.repository.distribution.Release;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.distribution.ReleaseParser;
import org.retrace.repository.distribution.VersionList;
import org.retrace.repository.distribution.VersionRange;
import org.retrace.repository.distribution.VersionSource;
import org.retrace.repository.distribution.plugin.YamlNode.Mapping;
import org.retrace.repository.distribution.plugin.YamlNode.Scalar;

/** The fields of a plugin about versions: the parsers of texts, the list of all, ranges and where they are listed. */
final class ReleaseFields {

    private static final List<String> RULE = List.of("match", "version");
    private static final List<String> SOURCE = List.of("listing", "match", "version", "versions");
    private static final String EVERY_NUMBER = "^([0-9][0-9.]*)$";

    private ReleaseFields() {}

    /** A parser: an expression, or fields match and version, or a list of these. */
    static ReleaseParser parser(PluginFields plugin, String field) {
        var items = plugin.items(field);
        var rules = new ArrayList<ReleaseParser.Rule>();
        for (int i = 0; i < items.size(); i++) {
            rule(plugin, items.get(i), items.size() == 1 ? field : field + "[" + (i + 1) + "]")
                    .ifPresent(rules::add);
        }
        return new ReleaseParser(rules);
    }

    private static Optional<ReleaseParser.Rule> rule(PluginFields plugin, YamlNode node, String field) {
        if (node instanceof Mapping mapping) {
            var fields = new PluginFields(mapping, plugin.path(field), RULE, plugin.faults());
            fields.require("match");
            return rule(fields, BoundedRegex::compile);
        }
        return plugin.text(node, field, text -> ReleaseParser.Rule.of(BoundedRegex.compile(text), "$1"));
    }

    /** The rule of the fields match and version. */
    private static Optional<ReleaseParser.Rule> rule(
            PluginFields fields, PluginFields.TextReader<BoundedRegex> reader) {
        var match = fields.text("match", reader);
        if (match.isEmpty()) {
            return Optional.empty();
        }
        return fields.node("version").isPresent()
                ? fields.text("version", version -> ReleaseParser.Rule.of(match.get(), version))
                : fields.text("match", text -> ReleaseParser.Rule.of(match.get(), "$1"));
    }

    /** Versions by name and directories where more are listed, as one thing or a list. */
    static VersionList versions(PluginFields plugin) {
        var named = new ArrayList<String>();
        var sources = new ArrayList<VersionSource>();
        var items = plugin.items("versionlist");
        for (int i = 0; i < items.size(); i++) {
            var field = "versionlist[" + (i + 1) + "]";
            if (items.get(i) instanceof Mapping mapping) {
                sources.add(source(plugin, mapping, field));
            } else {
                plugin.text(items.get(i), field, ReleaseFields::version).ifPresent(named::add);
            }
        }
        return new VersionList(named, sources);
    }

    private static String version(String text) throws FormatException {
        if (!Release.isVersion(text)) {
            throw new FormatException(
                    "version", -1, "'" + text + "' is no version: letters, digits, dots, underscores, at most 32");
        }
        return text;
    }

    /** Names of architectures, or fields: each with the versions that have it. */
    static List<Distribution.Architecture> architectures(PluginFields plugin) {
        var node = plugin.node("architectures");
        if (node.isEmpty() || !(node.get() instanceof Mapping mapping)) {
            return plugin.texts("architectures", text -> new Distribution.Architecture(arch(text), List.of()));
        }
        var read = new ArrayList<Distribution.Architecture>();
        for (var entry : mapping.entries()) {
            var field = "architectures." + entry.key().text();
            plugin.text(entry.key(), field, ReleaseFields::arch)
                    .map(arch -> new Distribution.Architecture(arch, ranges(plugin, entry.value(), field)))
                    .ifPresent(read::add);
        }
        return read;
    }

    private static List<VersionRange> ranges(PluginFields plugin, YamlNode node, String field) {
        return node instanceof Scalar scalar && scalar.text().equals("all")
                ? List.of()
                : plugin.texts(node, field, VersionRange::parse);
    }

    private static String arch(String text) throws FormatException {
        if (!ReleaseName.isArch(text)) {
            throw new FormatException("architecture", -1, "'" + text + "' is no architecture such as x86_64");
        }
        return text;
    }

    /** Where versions are listed. */
    static VersionSource source(PluginFields plugin, Mapping mapping, String field) {
        var fields = new PluginFields(mapping, plugin.path(field), SOURCE, plugin.faults());
        fields.require("listing");
        var listing = fields.texts("listing", text -> {
            var mirror = MirrorAddress.parse(text);
            if (text.contains("$")) {
                throw new FormatException("mirror", -1, "must have no variable: it is where the versions are found");
            }
            return mirror;
        });
        var rules =
                fields.node("match").isPresent() ? rule(fields, BoundedRegex::compile) : everyNumber(mapping, fields);
        return new VersionSource(
                listing, new ReleaseParser(rules.stream().toList()), fields.texts("versions", VersionRange::parse));
    }

    private static Optional<ReleaseParser.Rule> everyNumber(Mapping mapping, PluginFields fields) {
        return fields.text(
                new Scalar(mapping.place(), EVERY_NUMBER),
                "match",
                text -> ReleaseParser.Rule.of(BoundedRegex.compile(text), "$1"));
    }
}
