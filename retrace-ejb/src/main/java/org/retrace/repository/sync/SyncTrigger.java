// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

/** Who began a run. */
public enum SyncTrigger {
    /** the clock */
    TIMER,
    /** somebody by the programs' interface */
    COMMAND,
    /** somebody in the console */
    CONSOLE
}
