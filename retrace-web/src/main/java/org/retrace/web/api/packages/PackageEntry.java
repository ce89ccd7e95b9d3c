// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.packages;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.find.FoundPackage;

/** A package as programs read it. */
@JsonbPropertyOrder({"nevra", "release", "repository", "path", "sizeBytes"})
public record PackageEntry(
        @Schema(description = "name, epoch, version, release and architecture", examples = "bash-5.2.26-1.fc43.x86_64")
                String nevra,
        @Schema(
                        description =
                                "the release whose repository it is of; missing where it was indexed from a directory",
                        nullable = true,
                        examples = "fedora-43-x86_64")
                @Nullable
                String release,
        @Schema(description = "the same's repository", nullable = true, examples = "updates") @Nullable
                String repository,
        @Schema(
                        description = "the file in it by which it was found; missing when it was found by its name",
                        nullable = true,
                        examples = "/usr/bin/bash")
                @Nullable
                String path,
        @Schema(description = "of the package", minimum = "0") long sizeBytes) {

    static PackageEntry of(FoundPackage found) {
        return new PackageEntry(
                found.name().toString(),
                found.repository().map(name -> name.release().toString()).orElse(null),
                found.repository().map(name -> name.repository()).orElse(null),
                found.path().orElse(null),
                found.sizeBytes());
    }
}
