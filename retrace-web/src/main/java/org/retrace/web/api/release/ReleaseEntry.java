// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.release;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A release that can be brought here, or is here. */
@JsonbPropertyOrder({"release", "distribution", "version", "architecture", "kept"})
public record ReleaseEntry(
        @Schema(description = "its name: distribution, version, architecture", examples = "fedora-43-x86_64")
                String release,
        @Schema(examples = "fedora") String distribution,
        @Schema(examples = "43") String version,
        @Schema(examples = "x86_64") String architecture,
        @Schema(description = "whether its packages are brought here") boolean kept) {}
