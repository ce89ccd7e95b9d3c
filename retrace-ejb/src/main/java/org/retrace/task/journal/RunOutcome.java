// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.journal;

/** How a run of a step ended. */
public enum RunOutcome {
    /** It did what it is for. */
    DONE,
    /** It found that the task cannot succeed. */
    FAILED,
    /** Something ended it before its end; the step is run again, or the task is given up. */
    CUT_OFF
}
