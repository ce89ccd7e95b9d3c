// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.origin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.retrace.repository.catalog.Distributions;
import org.retrace.repository.catalog.RepositoryName;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.distribution.ReleaseNames;
import org.retrace.repository.sync.KeptRepositories;

/** The releases whose repositories are kept here, for clients that ask before they upload a crash. */
@ApplicationScoped
public class SupportedReleases {

    @Inject
    private Distributions distributions;

    @Inject
    private KeptRepositories kept;

    /** By each name that they have, as {@link ReleaseNames} sorts them. */
    public List<String> names() {
        Map<ReleaseName, Set<String>> points = new HashMap<>();
        for (RepositoryName taken : kept.taken()) {
            Set<String> known = points.computeIfAbsent(taken.release(), release -> new TreeSet<>());
            int slash = taken.repository().indexOf('/');
            if (slash >= 0) {
                known.add(taken.repository().substring(slash + 1));
            }
        }
        return points.isEmpty()
                ? List.of()
                : new ReleaseNames(distributions.current().distributions()).all(points);
    }
}
