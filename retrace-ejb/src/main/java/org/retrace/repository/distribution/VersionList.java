// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.util.List;
import java.util.stream.Stream;

/**
 * The versions of a distribution: some by name, the others wherever they are listed.
 *
 * @param named always there
 * @param sources asked for more
 */
public record VersionList(List<String> named, List<VersionSource> sources) {

    public VersionList {
        named = List.copyOf(named);
        sources = List.copyOf(sources);
    }

    /** All versions that there are now. */
    public VersionSource.Found find(DirectoryListing listings) {
        var found = sources.stream().map(source -> source.find(listings)).toList();
        return new VersionSource.Found(
                Stream.concat(named.stream(), found.stream().flatMap(each -> each.versions().stream()))
                        .distinct()
                        .sorted(VersionRange.ORDER)
                        .toList(),
                found.stream().flatMap(each -> each.problems().stream()).toList());
    }
}
