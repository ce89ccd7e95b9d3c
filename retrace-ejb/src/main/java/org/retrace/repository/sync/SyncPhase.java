// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

/** What a run does with a repository. */
public enum SyncPhase {
    /** asks what there is */
    METADATA,
    /** fetches, verifies and indexes what is missing */
    PACKAGES,
    /** writes what others install from */
    PUBLISH
}
