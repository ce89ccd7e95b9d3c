// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.origin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.repository.catalog.Distributions;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.CrashedRelease;
import org.retrace.repository.distribution.Release;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.distribution.Repository;
import org.retrace.repository.sync.KeptRepositories;

/** Says of packages that are missing which repository should have them, and how to bring it here. */
@ApplicationScoped
public class ExpectedRepositories {

    @Inject
    private Distributions distributions;

    @Inject
    private KeptRepositories kept;

    /**
     * Where the debuginfo of some packages should be, a sentence for each that came from a repository.
     *
     * @param packageIds their rows in the index
     */
    public Map<Long, String> debuginfoOf(Collection<Long> packageIds) {
        Map<RepositoryName, String> sentences = new HashMap<>();
        Map<Long, String> all = new HashMap<>();
        kept.origins(packageIds)
                .forEach((id, origin) -> all.put(id, sentences.computeIfAbsent(origin, this::debuginfoOf)));
        return all;
    }

    private String debuginfoOf(RepositoryName origin) {
        ReleaseName release = origin.release();
        List<String> expected = new DebuginfoRepositories(repositories(release)).of(origin.repository());
        String which = expected.size() == 1
                ? "repository " + expected.get(0)
                : "one of the repositories " + String.join(", ", expected);
        return which + " of " + release + " should have it; " + fetched(release, expected);
    }

    private List<String> repositories(ReleaseName name) {
        Release release = name.release();
        return distributions
                .current()
                .find(release.distribution())
                .map(plugin -> plugin.repositories(release.version(), name.arch()))
                .orElse(List.of())
                .stream()
                .map(Repository::name)
                .toList();
    }

    /**
     * What is here of the release that a crash is of; empty when no plugin knows which that is.
     *
     * @param osRelease what the system that crashed says of itself
     * @param arch of the coredump
     */
    public Optional<String> ofCrash(String osRelease, String arch) {
        var found = CrashedRelease.ofTexts(distributions.current().distributions(), List.of(osRelease));
        if (!(found instanceof CrashedRelease.Known known)) {
            return Optional.empty();
        }
        ReleaseName release = new ReleaseName(known.release(), arch);
        return Optional.of("the crash is of " + release + "; " + fetched(release, repositories(release)));
    }

    private String fetched(ReleaseName release, List<String> repositories) {
        Optional<Instant> oldest = kept.oldestTaken(release, repositories);
        return oldest.map(time -> "brought up to date at " + time.truncatedTo(ChronoUnit.SECONDS))
                .orElseGet(() -> "not all of it was brought here yet: ./retrace reposync "
                        + release.release().distribution() + " "
                        + release.release().version() + " " + release.arch());
    }
}
