// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

/** How far a run is. */
public enum SyncState {
    RUNNING,
    /** all that could be had is here */
    DONE,
    /** it ended before its end, for a reason that stands with it */
    FAILED,
    /** its server died; another run goes on where it was */
    CUT_OFF
}
