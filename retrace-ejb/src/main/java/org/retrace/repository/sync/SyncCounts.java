// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

/**
 * What a run has done so far, in packages.
 *
 * @param listed by the repositories
 * @param unchanged here before
 * @param fetched from a mirror
 * @param fetchedBytes bytes of those
 * @param indexed usable from then on
 * @param refused not taken, or not to be had
 */
public record SyncCounts(long listed, long unchanged, long fetched, long fetchedBytes, long indexed, long refused) {

    public static final SyncCounts NONE = new SyncCounts(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public SyncCounts plus(SyncCounts more) {
        return new SyncCounts(
                listed + more.listed,
                unchanged + more.unchanged,
                fetched + more.fetched,
                fetchedBytes + more.fetchedBytes,
                indexed + more.indexed,
                refused + more.refused);
    }
}
