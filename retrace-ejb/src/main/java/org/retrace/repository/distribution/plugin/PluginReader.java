// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.repository.distribution.Aliases;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.Release;
import org.retrace.repository.distribution.plugin.YamlNode.Mapping;
import org.retrace.repository.distribution.plugin.YamlNode.Scalar;

/** Reads one plugin, strictly; {@code docs/formats/plugin.md} has every field. */
public final class PluginReader {

    /** How the names of plugins' files end. */
    public static final String SUFFIX = ".yaml";

    /** Most bytes of a plugin. */
    static final int MAX_BYTES = 256 << 10;

    static final List<String> KNOWN = List.of(
            "distribution",
            "format",
            "displayrelease",
            "abrtparser",
            "guessparser",
            "versionlist",
            "architectures",
            "aliases",
            "gdb_package",
            "gdb_executable",
            "gpg_keys",
            "yumcfg",
            "dnfcfg",
            "repos");

    private final Faults faults;
    private final PluginFields plugin;

    private PluginReader(Mapping mapping, Faults faults) {
        this.faults = faults;
        this.plugin = new PluginFields(mapping, "", KNOWN, faults);
    }

    /**
     * Reads a plugin to its end.
     *
     * @param file its name with or without a directory, which must be the distribution's with {@link #SUFFIX}
     */
    public static PluginReading read(String file, InputStream in) throws IOException {
        var faults = new Faults(file);
        var bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            faults.add("has over " + MAX_BYTES + " bytes");
            return new PluginReading.Refused(faults.all());
        }
        var root = text(bytes, faults).flatMap(text -> YamlTree.read(text, faults));
        if (root.isPresent() && root.get() instanceof Mapping mapping) {
            var distribution = new PluginReader(mapping, faults).distribution(file);
            if (distribution.isPresent()) {
                return new PluginReading.Read(distribution.get());
            }
        } else {
            root.ifPresent(node -> faults.add(node.place(), "", "must be fields (key: value), not " + node.kind()));
        }
        return new PluginReading.Refused(faults.all());
    }

    private static Optional<String> text(byte[] bytes, Faults faults) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            faults.add("is not UTF-8");
            return Optional.empty();
        }
    }

    private Optional<Distribution> distribution(String file) {
        plugin.require(
                "distribution", "displayrelease", "abrtparser", "guessparser", "versionlist", "architectures", "repos");
        var name = plugin.text("distribution", text -> name(text, file));
        var display = plugin.text("displayrelease", PluginReader::line);
        var abrt = ReleaseFields.parser(plugin, "abrtparser");
        var guess = ReleaseFields.parser(plugin, "guessparser");
        var architectures = ReleaseFields.architectures(plugin);
        var versions = new Distribution.Versions(
                ReleaseFields.versions(plugin), architectures, new Aliases(aliases(name.orElse(""))));
        var packages = packages(name.orElse(""), architectures);
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Distribution(name.orElseThrow(), display.orElseThrow(), abrt, guess, versions, packages));
    }

    private Distribution.Packages packages(String name, List<Distribution.Architecture> architectures) {
        var keys = plugin.node("gpg_keys").isPresent()
                ? plugin.texts("gpg_keys", PluginReader::key)
                : List.of(name + "-$VER");
        return new Distribution.Packages(
                plugin.text("format", PluginReader::format).orElse(Distribution.Format.RPM),
                new Distribution.Configuration(plugin.lines("yumcfg"), plugin.lines("dnfcfg")),
                new Distribution.Gdb(
                        plugin.text("gdb_package", PluginReader::packageName),
                        plugin.text("gdb_executable", PluginReader::path)),
                keys,
                new RepositoryFields(
                                plugin,
                                architectures.stream()
                                        .map(Distribution.Architecture::name)
                                        .toList())
                        .read());
    }

    private List<Aliases.Alias> aliases(String distribution) {
        var aliases = new ArrayList<Aliases.Alias>();
        plugin.node("aliases").ifPresent(node -> {
            if (node instanceof Mapping mapping) {
                for (var entry : mapping.entries()) {
                    plugin.text(
                                    entry.value(),
                                    "aliases." + entry.key().text(),
                                    to -> alias(entry.key(), to, distribution))
                            .ifPresent(aliases::add);
                }
            } else {
                plugin.fault(node, "aliases", "must be fields (other name: release), not " + node.kind());
            }
        });
        return aliases;
    }

    private static Aliases.Alias alias(Scalar from, String to, String distribution) throws FormatException {
        var alias = Aliases.Alias.of(from.text(), to);
        if (!to.startsWith(distribution + "-")) {
            throw fault("'" + to + "' must be a release of " + distribution);
        }
        return alias;
    }

    private static String name(String text, String file) throws FormatException {
        if (!Release.isDistribution(text)) {
            throw fault("'" + text + "' must be lower-case words with dashes between, each beginning with a letter, "
                    + "at most 32 characters");
        }
        var base = file.substring(file.lastIndexOf('/') + 1);
        if (!base.equals(text + SUFFIX)) {
            throw fault("is '" + text + "', but the file is named " + base + "; name it " + text + SUFFIX);
        }
        return text;
    }

    private static String line(String text) throws FormatException {
        if (text.length() > 64 || text.chars().anyMatch(Character::isISOControl)) {
            throw fault("must be one line of at most 64 characters");
        }
        return text;
    }

    private static Distribution.Format format(String text) throws FormatException {
        return switch (text) {
            case "rpm" -> Distribution.Format.RPM;
            case "deb" -> throw fault("packages of the kind deb are not read yet; only rpm");
            default -> throw fault("'" + text + "' must be rpm");
        };
    }

    private static String key(String text) throws FormatException {
        var plain = text.replace("$VER", "1");
        if (!plain.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}")) {
            throw fault("'" + text + "' must be the name of a file in GPGDir, in which $VER stands for the version");
        }
        return text;
    }

    private static String packageName(String text) throws FormatException {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}")) {
            throw fault("'" + text + "' is no name of a package");
        }
        return text;
    }

    private static String path(String text) throws FormatException {
        if (!text.matches("(?:/[A-Za-z0-9._+-]+)+")) {
            throw fault("'" + text + "' must be an absolute path");
        }
        return text;
    }

    private static FormatException fault(String reason) {
        return new FormatException("plugin", -1, reason);
    }
}
