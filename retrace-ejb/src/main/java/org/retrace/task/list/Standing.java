// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.list;

import org.retrace.task.RetraceTask;

/** Where a task stands, as lists tell it: a success that lacks something is one of its own. */
public enum Standing {
    QUEUED,
    RUNNING,
    SUCCESS,
    INCOMPLETE,
    FAILURE;

    public static Standing of(RetraceTask task) {
        return switch (task.getState()) {
            case QUEUED -> QUEUED;
            case RUNNING -> RUNNING;
            case SUCCESS -> task.isComplete() ? SUCCESS : INCOMPLETE;
            case FAILURE -> FAILURE;
        };
    }

    public boolean isFinished() {
        return this != QUEUED && this != RUNNING;
    }
}
