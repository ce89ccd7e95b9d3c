// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

/** How a program ended; what it printed until then was delivered in every case. */
public sealed interface CommandResult {

    /**
     * By itself.
     *
     * @param status its exit status; 128 + n where a signal n ended it
     */
    record Exited(int status) implements CommandResult {}

    /** It ran longer than its wall limit. */
    record TimedOut() implements CommandResult {}

    /** It printed more than its output limit. */
    record OutputExceeded() implements CommandResult {}

    /** Somebody turned the {@link Cancellation}. */
    record Cancelled() implements CommandResult {}

    /**
     * It could not be started.
     *
     * @param reason what the operating system says
     */
    record NotStarted(String reason) implements CommandResult {}

    /** Whether it ended by itself with status 0. */
    default boolean isSuccess() {
        return this instanceof Exited exited && exited.status() == 0;
    }

    /** What happened, in words for a log. */
    default String sentence() {
        if (this instanceof Exited exited) {
            return exited.status() > 128
                    ? "ended by signal " + (exited.status() - 128)
                    : "ended with status " + exited.status();
        }
        if (this instanceof NotStarted notStarted) {
            return "could not be started: " + notStarted.reason();
        }
        return switch (getClass().getSimpleName()) {
            case "TimedOut" -> "ran out of time";
            case "OutputExceeded" -> "printed too much";
            default -> "was cancelled";
        };
    }
}
