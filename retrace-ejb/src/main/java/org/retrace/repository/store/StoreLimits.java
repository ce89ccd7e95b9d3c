// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

/**
 * What a store may take of the disk.
 *
 * @param maxBytes above this, packages are evicted
 * @param freeBytes with less free on the file system, packages are evicted
 * @param leastFreeBytes where eviction cannot leave that much free, it does not help and is left
 */
public record StoreLimits(long maxBytes, long freeBytes, long leastFreeBytes) {

    /** The limits while so many bytes are about to be written. */
    StoreLimits with(long bytes) {
        return new StoreLimits(maxBytes, freeBytes + bytes, leastFreeBytes + bytes);
    }
}
