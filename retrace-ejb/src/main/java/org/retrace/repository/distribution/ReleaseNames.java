// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every name that a client may have for releases: their own, and those that are aliases of them. */
public final class ReleaseNames {

    private static final Comparator<String> NEWEST_FIRST = VersionRange.ORDER.reversed();

    /** Enterprise Linux ends with 10 at the latest. */
    private static final int MOST_MINOR = 10;

    private final Collection<Distribution> plugins;

    public ReleaseNames(Collection<Distribution> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /**
     * The newest release of each distribution, then the one before of each, and so on; behind all of them the aliases,
     * in the same order.
     *
     * @param kept releases, each with the point releases of it that are known: {@code 7.9} of {@code rhel-7}
     */
    public List<String> all(Map<ReleaseName, Set<String>> kept) {
        List<ReleaseName> releases = newestFirst(kept.keySet());
        Set<String> names = new LinkedHashSet<>();
        releases.forEach(release -> names.add(release.toString()));
        releases.forEach(release -> names.addAll(aliases(release, kept.getOrDefault(release, Set.of()))));
        return List.copyOf(names);
    }

    private static List<ReleaseName> newestFirst(Collection<ReleaseName> releases) {
        List<ReleaseName> sorted = new ArrayList<>(releases);
        sorted.sort(
                Comparator.<ReleaseName, String>comparing(name -> name.release().version(), NEWEST_FIRST)
                        .thenComparing(ReleaseName::toString));
        Map<String, Integer> seen = new HashMap<>();
        Map<ReleaseName, Integer> ranks = new HashMap<>();
        for (ReleaseName name : sorted) {
            String line = name.release().distribution() + "-" + name.arch();
            ranks.put(name, seen.merge(line, 1, Integer::sum));
        }
        sorted.sort(Comparator.comparing((ReleaseName name) -> ranks.getOrDefault(name, 0))
                .thenComparing(ReleaseName::toString));
        return sorted;
    }

    private List<String> aliases(ReleaseName name, Set<String> points) {
        List<Release> found = new ArrayList<>();
        for (Distribution plugin : plugins) {
            plugin.versions().aliases().of(name.release()).stream()
                    .flatMap(ReleaseNames::spelled)
                    .flatMap(alias -> Release.parse(alias).stream())
                    .forEach(found::add);
        }
        points.stream()
                .sorted(NEWEST_FIRST)
                .map(point -> new Release(name.release().distribution(), point))
                .filter(release -> Optional.of(name.release()).equals(canonical(release)))
                .forEach(found::add);
        return found.stream()
                .map(release -> new ReleaseName(release, name.arch()).toString())
                .toList();
    }

    /** Clients compare names letter by letter: one in which anything may stand is given with the minor releases. */
    private static Stream<String> spelled(String alias) {
        return alias.contains("*")
                ? IntStream.rangeClosed(0, MOST_MINOR)
                        .mapToObj(minor -> alias.replace("*", Integer.toString(MOST_MINOR - minor)))
                : Stream.of(alias);
    }

    /** The release that another name stands for; empty where it is no alias. */
    private Optional<Release> canonical(Release release) {
        return plugins.stream()
                .flatMap(plugin -> plugin.versions().aliases().apply(release).stream())
                .findFirst();
    }
}
