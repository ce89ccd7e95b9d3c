// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.audit;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.account.audit.AuditEvent;

/** One thing that somebody did, as programs read it. */
@JsonbPropertyOrder({"id", "at", "person", "actor", "identity", "address", "way", "action", "object", "detail"})
public record AuditEntry(
        @Schema(minimum = "1") long id,
        @Schema(format = "date-time") String at,
        @Schema(description = "id of who did it; missing when nobody had signed in", nullable = true, minimum = "1")
                @Nullable
                Long person,
        @Schema(description = "their name then", examples = "ann") String actor,
        @Schema(description = "issuer and subject of what they signed in by", examples = "embedded ann")
                String identity,
        @Schema(description = "from which it came", examples = "192.0.2.1") String address,
        @Schema(description = "console, API, or token and its name", examples = "API") String way,
        @Schema(ref = "AuditAction") String action,
        @Schema(description = "its kind, a space, and its name or number", examples = "token 17") String object,
        @Schema(description = "what else there is to know", examples = "nightly, viewer") String detail) {

    static AuditEntry of(AuditEvent event) {
        return new AuditEntry(
                event.getId(),
                event.getAt().toString(),
                event.getPersonId().isPresent() ? event.getPersonId().getAsLong() : null,
                event.getActor(),
                event.getIdentity(),
                event.getAddress(),
                event.getWay(),
                event.getAction().name(),
                event.getObject(),
                event.getDetail());
    }
}
