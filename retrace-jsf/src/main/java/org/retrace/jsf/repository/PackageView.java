// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import org.retrace.jsf.frame.Plain;
import org.retrace.jsf.frame.Sizes;
import org.retrace.repository.find.FoundPackage;

/**
 * A package of the index, as a row.
 *
 * @param release where it is from; empty of one from a directory
 * @param repository its name within the release; of one from a directory that directory
 * @param path the file in it that it was found by; else where it lies
 */
public record PackageView(String name, String release, String repository, String path, String size) {

    private static final int MOST_TEXT = 300;

    /** In words. */
    public static PackageView of(FoundPackage found) {
        var file = found.file().toString();
        return new PackageView(
                Plain.of(found.name().toString(), MOST_TEXT),
                found.repository().map(from -> from.release().toString()).orElse(""),
                found.repository()
                        .map(from -> Plain.of(from.repository(), MOST_TEXT))
                        .orElse("a directory"),
                Plain.of(found.path().orElse(file), MOST_TEXT),
                Sizes.of(found.sizeBytes()));
    }

    /** Where it is from, in words. */
    public String origin() {
        return release.isEmpty() ? repository : repository + " of " + release;
    }
}
