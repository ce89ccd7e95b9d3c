// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.audit;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.retrace.account.audit.AuditEvent;

/**
 * One thing that somebody did, as programs read it.
 *
 * @param at RFC 3339
 * @param person id of who did it; missing when nobody had signed in
 * @param actor their name then
 * @param identity issuer and subject
 * @param way console, API, or token and its name
 * @param action of {@code AuditAction}
 * @param object its kind, a space, and its name or number
 */
@JsonbPropertyOrder({"id", "at", "person", "actor", "identity", "address", "way", "action", "object", "detail"})
public record AuditEntry(
        long id,
        String at,
        @Nullable Long person,
        String actor,
        String identity,
        String address,
        String way,
        String action,
        String object,
        String detail) {

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
