// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

/** Where a task stands; SUCCESS and FAILURE are final and said only when everything of the task is readable. */
public enum TaskState {
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILURE;

    public boolean isFinished() {
        return this == SUCCESS || this == FAILURE;
    }

    /** The word of the classic interface's {@code X-Task-Status}. */
    public String wireName() {
        return isFinished() ? "FINISHED_" + name() : "PENDING";
    }
}
