// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One repository of a distribution, for all releases that have it.
 *
 * @param name one of its own within the distribution
 * @param mirrors in the order in which they are tried
 * @param mixed whether one directory holds the packages of all architectures
 * @param configuration lines of dnf's configuration that are for this repository alone
 */
public record Repository(
        String name, List<MirrorAddress> mirrors, Scope scope, boolean mixed, Map<String, String> configuration) {

    /**
     * Which releases have a repository.
     *
     * @param versions empty: all
     * @param architectures never empty
     * @param points where the point releases are listed that have a directory each
     */
    public record Scope(List<VersionRange> versions, List<String> architectures, Optional<VersionSource> points) {

        public Scope {
            versions = List.copyOf(versions);
            architectures = List.copyOf(architectures);
        }
    }

    public Repository {
        mirrors = List.copyOf(mirrors);
        configuration = Map.copyOf(configuration);
    }

    /** Whether there is one for a release that the distribution has. */
    boolean serves(String version, String arch) {
        return scope.architectures().contains(arch) && VersionRange.anyContains(scope.versions(), version);
    }

    /** The point releases of a version that have a directory each; the version itself where that is not so. */
    public VersionSource.Found points(String version, DirectoryListing listings) {
        if (scope.points().isEmpty()) {
            return new VersionSource.Found(List.of(version), List.of());
        }
        var found = scope.points().get().find(listings);
        return new VersionSource.Found(
                found.versions().stream()
                        .filter(point -> point.equals(version) || point.startsWith(version + "."))
                        .toList(),
                found.problems());
    }

    /** Where it is for one release, mirror by mirror. */
    public List<URI> places(String version, String arch, String point) {
        return mirrors.stream()
                .map(mirror -> mirror.place(version, arch, point))
                .toList();
    }
}
