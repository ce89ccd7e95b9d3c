// SPDX-License-Identifier: Apache-2.0
package org.retrace.account.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which events a list holds: those to which all of it applies.
 *
 * @param personId of whoever did it
 * @param action what was done
 * @param object what it was done to, whole
 * @param since done then or later
 * @param until done before
 */
public record AuditFilter(
        OptionalLong personId,
        Optional<AuditAction> action,
        Optional<String> object,
        Optional<Instant> since,
        Optional<Instant> until) {

    /** Everything. */
    public static final AuditFilter NONE = new AuditFilter(
            OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
