// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

/**
 * How an external program ended. Whatever it had written until then is in the sink; nothing of its process tree is left
 * running.
 */
public sealed interface CommandResult {

    /**
     * What it wrote to its error stream: the first {@value ExternalCommand#ERRORS_BYTES} bytes as UTF-8 with
     * replacement, written by the program and so not trusted; empty when errors went into the output.
     */
    String errors();

    /** A program that ended by itself. {@code status} is 0 to 255. */
    record Exited(int status, String errors) implements CommandResult {}

    /**
     * A program ended by a signal that did not come from here: a fault of its own, a limit of the sandbox (SIGXCPU is
     * 24), the kernel short of memory. A status of 128 + {@code signal} counts as one, as a sandbox reports it so.
     */
    record Killed(int signal, String errors) implements CommandResult {}

    /** A program stopped at its wall limit. */
    record TimedOut(String errors) implements CommandResult {}

    /** A program stopped because it wrote more than its output limit; the sink holds exactly the limit. */
    record OutputExceeded(String errors) implements CommandResult {}

    /** A program stopped because its tree had more processes than allowed. */
    record ProcessesExceeded(String errors) implements CommandResult {}

    /** A program stopped, or not even started, because it was cancelled. */
    record Cancelled(String errors) implements CommandResult {}

    /** A program that could not be started. {@code reason} is the system's, for the administrator. */
    record NotStarted(String reason) implements CommandResult {
        @Override
        public String errors() {
            return reason;
        }
    }
}
