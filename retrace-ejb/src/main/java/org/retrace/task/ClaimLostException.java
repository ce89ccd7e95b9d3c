// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.ejb.ApplicationException;

/** Somebody else runs the task by now, or it has ended: whatever this server still had to say of it does not count. */
@ApplicationException(rollback = true)
public final class ClaimLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLostException(long taskId) {
        super("this server has lost its claim on task " + taskId);
    }
}
