// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.packages;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.find.FoundPackage;

/**
 * A package as programs read it.
 *
 * @param nevra name, epoch, version, release and architecture
 * @param release the release whose repository it is of; missing where it was indexed from a directory
 * @param repository the same's repository
 * @param path the file in it by which it was found; missing when it was found by its name
 * @param sizeBytes of the package
 */
@JsonbPropertyOrder({"nevra", "release", "repository", "path", "sizeBytes"})
public record PackageEntry(
        String nevra, @Nullable String release, @Nullable String repository, @Nullable String path, long sizeBytes) {

    static PackageEntry of(FoundPackage found) {
        return new PackageEntry(
                found.name().toString(),
                found.repository().map(name -> name.release().toString()).orElse(null),
                found.repository().map(name -> name.repository()).orElse(null),
                found.path().orElse(null),
                found.sizeBytes());
    }
}
