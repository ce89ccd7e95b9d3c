// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

/**
 * A wish to stop, made by one thread and seen by others. Once made it stays: commands that run under it end within a
 * second, later ones do not start. Safe for any number of threads.
 */
public final class Cancellation {

    private volatile boolean cancelled;

    /** Makes the wish; returns at once, before the command has ended. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
