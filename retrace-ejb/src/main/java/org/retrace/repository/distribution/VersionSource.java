// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of a mirror whose names are versions.
 *
 * @param listing the same directory on each mirror; tried in order
 * @param parser finds the version in a name
 * @param versions which of them count; empty: all
 */
public record VersionSource(List<MirrorAddress> listing, ReleaseParser parser, List<VersionRange> versions) {

    /**
     * What was found.
     *
     * @param versions each once, numbers first
     * @param problems a sentence for each mirror that could not be asked
     */
    public record Found(List<String> versions, List<String> problems) {}

    public VersionSource {
        listing = List.copyOf(listing);
        versions = List.copyOf(versions);
    }

    /** Asks the mirrors in order until one answers. */
    public Found find(DirectoryListing listings) {
        var problems = new ArrayList<String>();
        for (var mirror : listing) {
            var directory = mirror.place("", "", "");
            try {
                var found = listings.names(directory).stream()
                        .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
                        .flatMap(name -> parser.version(name).stream())
                        .filter(version -> VersionRange.anyContains(versions, version))
                        .distinct()
                        .sorted(VersionRange.ORDER)
                        .toList();
                return new Found(found, problems);
            } catch (IOException e) {
                problems.add(directory + ": " + e.getMessage());
            }
        }
        return new Found(List.of(), problems);
    }
}
