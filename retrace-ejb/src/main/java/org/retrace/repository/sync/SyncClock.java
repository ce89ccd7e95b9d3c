// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** When the clock of this server begins runs next, as its timer says. */
@ApplicationScoped
public class SyncClock {

    private final AtomicReference<Optional<Instant>> next = new AtomicReference<>(Optional.empty());

    /** Tells when; empty where the clock is off. */
    public void tell(Optional<Instant> moment) {
        next.set(moment);
    }

    public Optional<Instant> next() {
        return next.get();
    }
}
