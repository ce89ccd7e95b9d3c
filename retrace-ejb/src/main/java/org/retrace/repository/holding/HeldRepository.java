// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.holding;

import java.time.Instant;
import java.util.Optional;
import org.retrace.repository.catalog.RepositoryName;

/**
 * One repository that is kept here.
 *
 * @param packages how many versions of packages
 * @param bytes of their files
 * @param refused how many packages stay outside
 * @param mirror the address of the state that was taken last; empty before the first
 * @param takenAt when all of it was here last
 */
public record HeldRepository(
        RepositoryName name,
        long packages,
        long bytes,
        long refused,
        Optional<String> mirror,
        Optional<Instant> takenAt) {}
