// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.mirror;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What is borne of a mirror.
 *
 * @param patience longest time without an answer, and without a byte
 * @param leastBytesPerSecond fewer on average over a patience's time are too few; 0 bears any
 * @param mostBytes of a file whose size nobody tells
 * @param proxy that is asked in its place over HTTP, and has it connected over all else: {@code http://host:port}
 */
public record TransferRules(Duration patience, long leastBytesPerSecond, long mostBytes, Optional<URI> proxy) {

    /** For mirrors in the wide world. */
    public static final TransferRules USUAL =
            new TransferRules(Duration.ofSeconds(60), 1024, 1L << 30, Optional.empty());

    /** @throws IllegalArgumentException when there is no patience at all */
    public TransferRules {
        if (patience.toMillis() < 1 || leastBytesPerSecond < 0 || mostBytes < 0) {
            throw new IllegalArgumentException("no rules: " + patience);
        }
    }

    /** A time in words: {@code 60 s}. */
    static String inWords(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** The same by way of a proxy. */
    public TransferRules through(Optional<URI> other) {
        return new TransferRules(patience, leastBytesPerSecond, mostBytes, other);
    }
}
