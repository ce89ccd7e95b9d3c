// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.account;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who asks, as programs read it. */
@JsonbPropertyOrder({"id", "name", "account", "issuer", "roles", "program", "firstSeenAt", "mail"})
public record Me(
        @Schema(minimum = "1") long id,
        @Schema(description = "for people", examples = "Ann Example") String name,
        @Schema(description = "as the identity provider calls them", examples = "ann") String account,
        @Schema(description = "the identity provider: its address, or embedded", examples = "embedded") String issuer,
        @Schema(description = "what they may with what they signed in by, the mightiest first") List<String> roles,
        @Schema(description = "whether they signed in by a token of ours") boolean program,
        @Schema(format = "date-time") String firstSeenAt,
        @Schema(format = "email", nullable = true) @Nullable String mail) {}
