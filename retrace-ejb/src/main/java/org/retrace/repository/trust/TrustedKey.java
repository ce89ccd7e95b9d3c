// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * A public key that packages may be signed with.
 *
 * @param key that signs
 * @param primary the key that vouches for it; itself when it is no subkey
 */
record TrustedKey(PGPPublicKey key, PGPPublicKey primary) {

    /** What speaks against a signature of that time, as the end of a sentence; empty when nothing does. */
    Optional<String> objection(Instant signed) {
        if (key.hasRevocation() || primary.hasRevocation()) {
            return Optional.of("which is revoked");
        }
        if (signed.isBefore(key.getCreationTime().toInstant())) {
            return Optional.of("before it was made");
        }
        boolean expired = Stream.of(key, primary).anyMatch(k -> isExpired(k, signed));
        return expired ? Optional.of("after it had expired") : Optional.empty();
    }

    private static boolean isExpired(PGPPublicKey key, Instant at) {
        long valid = key.getValidSeconds();
        return valid > 0 && at.isAfter(key.getCreationTime().toInstant().plusSeconds(valid));
    }
}
