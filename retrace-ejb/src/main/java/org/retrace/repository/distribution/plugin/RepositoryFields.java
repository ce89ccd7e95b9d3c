// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution.plugin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.bytes.FormatException;
import org.retrace.repository.distribution.MirrorAddress;
import org.retrace.repository.distribution.Repository;
import org.retrace.repository.distribution.VersionRange;
import org.retrace.repository.distribution.VersionSource;
import org.retrace.repository.distribution.plugin.YamlNode.Mapping;

/** The field {@code repos} of a plugin. */
final class RepositoryFields {

    private static final List<String> KNOWN =
            List.of("name", "mirrors", "versions", "architectures", "points", "mixed", "config");

    private final PluginFields plugin;
    private final List<String> architectures;
    private final HashSet<String> names = new HashSet<>();

    /** @param architectures of the distribution */
    RepositoryFields(PluginFields plugin, List<String> architectures) {
        this.plugin = plugin;
        this.architectures = architectures;
    }

    /** A list, each a list of mirrors or a mapping. */
    List<Repository> read() {
        var repositories = new ArrayList<Repository>();
        var items = plugin.items("repos");
        for (int i = 0; i < items.size(); i++) {
            var field = "repos[" + (i + 1) + "]";
            var name = "repo" + (i + 1);
            repositories.add(
                    items.get(i) instanceof Mapping mapping
                            ? full(mapping, field, name)
                            : bare(items.get(i), field, name));
        }
        return repositories;
    }

    private Repository bare(YamlNode node, String field, String name) {
        var scope = new Repository.Scope(List.of(), architectures, Optional.empty());
        var mirrors = plugin.texts(node, field, text -> fitting(MirrorAddress.parse(text), scope, false));
        return new Repository(name, mirrors, scope, false, Map.of());
    }

    private Repository full(Mapping mapping, String field, String number) {
        var fields = new PluginFields(mapping, plugin.path(field), KNOWN, plugin.faults());
        fields.require("mirrors");
        var scope = new Repository.Scope(
                fields.texts("versions", VersionRange::parse), ownArchitectures(fields), points(fields));
        var mixed = fields.text("mixed", RepositoryFields::truth).orElse(false);
        var mirrors = fields.texts("mirrors", text -> fitting(MirrorAddress.parse(text), scope, mixed));
        var name = fields.text("name", this::name).orElse(number);
        return new Repository(name, mirrors, scope, mixed, fields.lines("config"));
    }

    private List<String> ownArchitectures(PluginFields fields) {
        if (fields.node("architectures").isEmpty()) {
            return architectures;
        }
        return fields.texts("architectures", arch -> {
            if (!architectures.contains(arch)) {
                throw fault("'" + arch + "' is none of the distribution's: " + String.join(", ", architectures));
            }
            return arch;
        });
    }

    private static Optional<VersionSource> points(PluginFields fields) {
        return fields.node("points").flatMap(node -> {
            if (node instanceof Mapping mapping) {
                return Optional.of(ReleaseFields.source(fields, mapping, "points"));
            }
            fields.fault(node, "points", "must be fields (listing, match), not " + node.kind());
            return Optional.empty();
        });
    }

    private String name(String text) throws FormatException {
        if (!text.matches("[a-z0-9][a-z0-9_.-]{0,63}")) {
            throw fault("'" + text + "' must be lower case, digits and _.- , at most 64");
        }
        if (!names.add(text)) {
            throw fault("'" + text + "' is the name of another one too");
        }
        return text;
    }

    static boolean truth(String text) throws FormatException {
        return switch (text) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw fault("'" + text + "' must be true or false");
        };
    }

    /** A mirror that has the variables it needs for its repository, and no others. */
    private static MirrorAddress fitting(MirrorAddress mirror, Repository.Scope scope, boolean mixed)
            throws FormatException {
        if (mixed && mirror.has(MirrorAddress.ARCH)) {
            throw fault("has $ARCH, but the repository is mixed: one directory for all architectures");
        }
        if (!mixed && !mirror.has(MirrorAddress.ARCH) && scope.architectures().size() > 1) {
            throw fault("lacks $ARCH, and the repository is for " + String.join(", ", scope.architectures())
                    + "; if one directory holds them all, say mixed: true");
        }
        if (mirror.has(MirrorAddress.POINT) != scope.points().isPresent()) {
            throw fault(
                    scope.points().isPresent()
                            ? "lacks $POINT, though the repository has points"
                            : "has $POINT, but the repository does not say where points are listed");
        }
        if (!mirror.has(MirrorAddress.VER) && !mirror.has(MirrorAddress.POINT) && !isOfOneVersion(scope)) {
            throw fault("lacks $VER; if the repository is of one version, say versions: with that one");
        }
        return mirror;
    }

    private static boolean isOfOneVersion(Repository.Scope scope) {
        return scope.versions().size() == 1 && scope.versions().get(0).one().isPresent();
    }

    private static FormatException fault(String reason) {
        return new FormatException("plugin", -1, reason);
    }
}
