// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import org.jspecify.annotations.Nullable;

/** A switch that another thread turns once, to end the program that runs now and each that would run later. */
public final class Cancellation {

    private boolean cancelled;
    private @Nullable Process running;

    /** Ends the running program and its descendants at once; returns without waiting for their end. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            end(running);
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Binds the program to this switch; one that is started after the switch was turned ends at once. */
    synchronized void attach(Process process) {
        running = process;
        if (cancelled) {
            end(process);
        }
    }

    synchronized void detach() {
        running = null;
    }

    /** Ends a process tree, leaves first, so that no child is left to nobody. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
