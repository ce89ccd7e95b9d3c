// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.trust;

/** Whether a package is what somebody we trust has signed. */
public sealed interface Verification {

    /**
     * Every byte that matters is signed.
     *
     * @param keyId of the key, 16 hex digits
     */
    record Verified(String keyId) implements Verification {}

    /**
     * It is not.
     *
     * @param reason why, for an administrator
     */
    record Refused(String reason) implements Verification {}
}
