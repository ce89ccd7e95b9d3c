// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.retrace.repository.distribution.DirectoryListing;
import org.retrace.repository.distribution.Distribution;
import org.retrace.repository.distribution.Release;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.distribution.Repository;
import org.retrace.repository.distribution.plugin.DistributionPlugins.Plugins;
import org.retrace.settings.NearestKey;

/**
 * The releases of all distributions at one moment, with their repositories.
 *
 * @param requireGpgCheck whether packages must be signed where a plugin does not say otherwise
 */
public record ReleaseCatalog(Plugins plugins, DirectoryListing listings, boolean requireGpgCheck) {

    /** Its packages are signed by nobody before they are part of a release. */
    private static final String RAWHIDE = "rawhide";

    /** Looks a release up by its name or another one of it: {@code rhel-7.9-x86_64}. May ask mirrors. */
    public ReleaseSources find(String name) {
        Optional<ReleaseName> parsed = ReleaseName.parse(name);
        if (parsed.isEmpty()) {
            return noName(name);
        }
        ReleaseName release = own(parsed.get());
        Optional<Distribution> distribution = plugins.find(release.release().distribution());
        return distribution.map(found -> find(found, release)).orElseGet(() -> noDistribution(release));
    }

    private static ReleaseSources.Unknown noName(String name) {
        return new ReleaseSources.Unknown("\"" + cleaned(name)
                + "\" is no release; one is called like fedora-43-x86_64: distribution, version, architecture");
    }

    private ReleaseSources.Unknown noDistribution(ReleaseName release) {
        return unknown(
                "distribution",
                release.release().distribution(),
                plugins.distributions().stream().map(Distribution::name).toList());
    }

    /**
     * What plugins alone say of a name, without asking a mirror: the release's own name, or why there is none.
     *
     * @param versions those that are known of a distribution; empty: any may be one
     */
    public NamedRelease name(String name, Function<Distribution, List<String>> versions) {
        Optional<ReleaseName> parsed = ReleaseName.parse(name);
        if (parsed.isEmpty()) {
            return new NamedRelease.None(noName(name).reason());
        }
        ReleaseName release = own(parsed.get());
        Optional<Distribution> distribution = plugins.find(release.release().distribution());
        if (distribution.isEmpty()) {
            return new NamedRelease.None(noDistribution(release).reason());
        }
        String version = release.release().version();
        List<String> known = versions.apply(distribution.get());
        if (!known.isEmpty() && !known.contains(version)) {
            return new NamedRelease.None(
                    unknown("version of " + distribution.get().name(), version, known)
                            .reason());
        }
        List<String> architectures = distribution.get().architectures(version);
        return architectures.contains(release.arch())
                ? new NamedRelease.Own(release)
                : new NamedRelease.None(unknown("architecture of " + release.release(), release.arch(), architectures)
                        .reason());
    }

    /** The release that another name stands for, if the name is not a release's own. */
    private ReleaseName own(ReleaseName name) {
        return plugins.distributions().stream()
                .flatMap(each -> each.versions().aliases().apply(name.release()).stream())
                .findFirst()
                .map((Release release) -> new ReleaseName(release, name.arch()))
                .orElse(name);
    }

    private ReleaseSources find(Distribution distribution, ReleaseName release) {
        String version = release.release().version();
        var versions = distribution.versions().list().find(listings);
        if (versions.problems().isEmpty() && !versions.versions().contains(version)) {
            return unknown("version of " + distribution.name(), version, versions.versions());
        }
        List<String> architectures = distribution.architectures(version);
        if (!architectures.contains(release.arch())) {
            return unknown("architecture of " + release.release(), release.arch(), architectures);
        }
        List<RepositorySource> sources = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Repository repository : distribution.repositories(version, release.arch())) {
            var points = repository.points(version, listings);
            problems.addAll(points.problems());
            for (String point : points.versions()) {
                sources.add(source(distribution, release, repository, point));
            }
        }
        return sources.isEmpty()
                ? new ReleaseSources.Unknown("the plugin " + distribution.name() + " has no repository for " + release
                        + problems.stream().map(problem -> "; " + problem).reduce("", String::concat))
                : new ReleaseSources.Found(release, sources, distribution.gpgKeys(version), problems);
    }

    private RepositorySource source(
            Distribution distribution, ReleaseName release, Repository repository, String point) {
        String version = release.release().version();
        return new RepositorySource(
                RepositoryName.of(release, repository.name(), point),
                repository.places(version, release.arch(), point),
                requireGpgCheck && !version.equals(RAWHIDE) && distribution.checksSignatures(repository),
                repository.mixed());
    }

    private static ReleaseSources.Unknown unknown(String what, String given, List<String> known) {
        String there = NearestKey.among(known, given)
                .map(nearest -> "the nearest is " + nearest + ", and ")
                .orElse("");
        return new ReleaseSources.Unknown("there is no " + what + " called " + cleaned(given) + "; " + there
                + (known.isEmpty() ? "there is none" : "there are " + String.join(", ", known)));
    }

    private static String cleaned(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > 100 ? line.substring(0, 100) + "..." : line;
    }
}
