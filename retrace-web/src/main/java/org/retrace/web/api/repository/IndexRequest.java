// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.repository;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code POST /api/v1/repositories} takes. */
public record IndexRequest(
        @Schema(
                        description = "absolute path, on the server, of a directory of signed packages",
                        examples = "/srv/packages")
                @Nullable
                String directory) {}
