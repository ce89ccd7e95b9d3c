// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One run of a command: its streams being read, its limits being watched, its tree being ended. */
final class CommandRun {

    private static final long LOOK_MILLIS = 100;
    private static final long DRAIN_MILLIS = 2_000;
    private static final int KILL_ROUNDS = 20;

    private final ExternalCommand command;
    private final Process process;
    private final ByteArrayOutputStream errorBytes = new ByteArrayOutputStream();
    private final StreamPump output;
    private final StreamPump errors;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();
    private final long deadlineNanos;

    CommandRun(ExternalCommand command, Process process, OutputStream sink) {
        this.command = command;
        this.process = process;
        this.deadlineNanos = System.nanoTime() + command.wallLimit().toNanos();
        output = new StreamPump(process.getInputStream(), sink, command.outputLimitBytes(), false);
        errors = new StreamPump(process.getErrorStream(), errorBytes, ExternalCommand.ERRORS_BYTES, true);
    }

    CommandResult await(Cancellation cancellation) throws IOException {
        output.start();
        errors.start();
        try {
            Function<String, CommandResult> ending = watch(cancellation);
            endTree();
            output.await(DRAIN_MILLIS);
            errors.await(DRAIN_MILLIS);
            output.throwFailure();
            return output.exceeded() ? new CommandResult.OutputExceeded(errorText()) : ending.apply(errorText());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult.Cancelled(errorText());
        } finally {
            endTree();
            output.abandon();
            errors.abandon();
        }
    }

    private Function<String, CommandResult> watch(Cancellation cancellation) throws InterruptedException {
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (cancellation.isCancelled()) {
                return CommandResult.Cancelled::new;
            }
            if (output.exceeded() || output.failed()) {
                return CommandResult.OutputExceeded::new;
            }
            if (System.nanoTime() - deadlineNanos >= 0) {
                return CommandResult.TimedOut::new;
            }
            if (descendants() >= command.processLimit()) {
                return CommandResult.ProcessesExceeded::new;
            }
        }
        int status = process.exitValue();
        return text -> ended(status, text);
    }

    private static CommandResult ended(int status, String errors) {
        return status > 128 && status <= 192
                ? new CommandResult.Killed(status - 128, errors)
                : new CommandResult.Exited(status, errors);
    }

    /** Remembers who lives below the program, because a child whose parent has ended is no longer found there. */
    private int descendants() {
        List<ProcessHandle> now = process.descendants().toList();
        seen.removeIf(handle -> !handle.isAlive());
        seen.addAll(now);
        return now.size();
    }

    /** Ends the leaves before the root, until no new ones appear: a tree that forks while it is being felled. */
    private void endTree() {
        for (int round = 0; round < KILL_ROUNDS && descendants() > 0; round++) {
            seen.forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
        seen.forEach(ProcessHandle::destroyForcibly);
    }

    private String errorText() {
        return errorBytes.toString(StandardCharsets.UTF_8);
    }
}
