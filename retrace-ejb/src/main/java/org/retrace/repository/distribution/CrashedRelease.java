// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which release a crash is of, as far as can be told. */
public sealed interface CrashedRelease {

    /** It is this one. */
    record Known(Release release) implements CrashedRelease {}

    /**
     * It is one of these.
     *
     * @param releases at least two, by name
     */
    record OneOf(List<Release> releases) implements CrashedRelease {}

    /** No plugin knows it. */
    record Unknown() implements CrashedRelease {}

    /**
     * What the system that crashed says of itself.
     *
     * @param texts of an uploader, the best one first: the files {@code os_release_in_rootdir}, {@code os_release},
     *     {@code release}; the first that a plugin knows decides
     */
    static CrashedRelease ofTexts(Collection<Distribution> plugins, List<String> texts) {
        return texts.stream()
                .flatMap(text -> OsRelease.line(text).stream())
                .map(line -> of(plugins, plugin -> plugin.abrtParser().version(line)))
                .filter(found -> !(found instanceof Unknown))
                .findFirst()
                .orElse(new Unknown());
    }

    /**
     * What the release of a package gives away. {@code .el9} is of several distributions.
     *
     * @param name of an uploader: {@code bash-5.1.8-9.el9.x86_64}
     */
    static CrashedRelease ofPackage(Collection<Distribution> plugins, String name) {
        return of(plugins, plugin -> plugin.guessParser().version(name.strip()));
    }

    private static CrashedRelease of(
            Collection<Distribution> plugins, Function<Distribution, Optional<String>> version) {
        var releases = plugins.stream()
                .flatMap(plugin -> version.apply(plugin).map(each -> new Release(plugin.name(), each)).stream())
                .map(release -> canonical(plugins, release))
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        return switch (releases.size()) {
            case 0 -> new Unknown();
            case 1 -> new Known(releases.get(0));
            default -> new OneOf(releases);
        };
    }

    /** The release that a name stands for: {@code rhel-7} for {@code rhel-7.9}; itself where it is no alias. */
    static Release canonical(Collection<Distribution> plugins, Release release) {
        return plugins.stream()
                .flatMap(plugin -> plugin.versions().aliases().apply(release).stream())
                .findFirst()
                .orElse(release);
    }
}
