// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.catalog;

import org.retrace.repository.distribution.ReleaseName;

/**
 * One repository of a release.
 *
 * @param repository as the plugin calls it; where point releases have a directory each, with a slash and the point
 *     behind: {@code updates}, {@code base/7.9}
 */
public record RepositoryName(ReleaseName release, String repository) {

    /** The repository of that name, or that part of it which is of a point release. */
    public static RepositoryName of(ReleaseName release, String repository, String point) {
        return new RepositoryName(
                release, point.equals(release.release().version()) ? repository : repository + "/" + point);
    }

    @Override
    public String toString() {
        return release + "/" + repository;
    }
}
