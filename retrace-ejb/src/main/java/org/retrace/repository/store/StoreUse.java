// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.store;

/**
 * What the store of unpacked packages takes.
 *
 * @param packages how many are unpacked
 * @param bytes on the disk
 * @param limitBytes StoreSize
 */
public record StoreUse(int packages, long bytes, long limitBytes) {}
