// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.account;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.account.Role;
import org.retrace.account.token.AccessToken;

/** A token of whoever asks, as programs read it. */
@JsonbPropertyOrder({"id", "name", "roles", "createdAt", "expiresAt", "lastUsedAt", "revokedAt", "token"})
public record TokenEntry(
        @Schema(minimum = "1") long id,
        @Schema(examples = "nightly") String name,
        @Schema(description = "what it may at most, the mightiest first") List<String> roles,
        @Schema(format = "date-time") String createdAt,
        @Schema(format = "date-time") String expiresAt,
        @Schema(format = "date-time", nullable = true) @Nullable String lastUsedAt,
        @Schema(description = "missing while it counts", format = "date-time", nullable = true) @Nullable
                String revokedAt,
        @Schema(
                        description = "its text; only in the answer to the request that made it",
                        nullable = true,
                        pattern = "^retrace_[A-Za-z0-9_-]{43}$")
                @Nullable
                String token) {

    /** All of them. */
    @Schema(name = "TokenList")
    public record All(List<TokenEntry> items) {}

    static TokenEntry of(AccessToken token, @Nullable String text) {
        return new TokenEntry(
                token.getId(),
                token.getName(),
                Role.ALL.stream().filter(token.getRoles()::contains).toList(),
                token.getCreatedAt().toString(),
                token.getExpiresAt().toString(),
                token.getLastUsedAt().map(Instant::toString).orElse(null),
                token.getRevokedAt().map(Instant::toString).orElse(null),
                text);
    }
}
