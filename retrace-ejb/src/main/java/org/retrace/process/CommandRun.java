// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One run of a command: its streams being read, its limits being watched, its tree being ended. */
final class CommandRun {

    private static final long LOOK_MILLIS = 100;
    private static final long DRAIN_MILLIS = 2_000;

    private final ExternalCommand command;
    private final Process process;
    private final ByteArrayOutputStream errorBytes = new ByteArrayOutputStream();
    private final StreamPump output;
    private final StreamPump errors;
    private final ProcessTree tree;
    private final long deadlineNanos;

    CommandRun(ExternalCommand command, Process process, OutputStream sink) {
        this.command = command;
        this.process = process;
        this.tree = new ProcessTree(process);
        this.deadlineNanos = System.nanoTime() + command.wallLimit().toNanos();
        output = new StreamPump(process.getInputStream(), sink, command.outputLimitBytes(), false);
        errors = new StreamPump(process.getErrorStream(), errorBytes, ExternalCommand.ERRORS_BYTES, true);
    }

    CommandResult await(Cancellation cancellation) throws IOException {
        output.start();
        errors.start();
        try {
            Function<String, CommandResult> ending = watchToTheEnd(cancellation);
            output.await(DRAIN_MILLIS);
            errors.await(DRAIN_MILLIS);
            output.throwFailure();
            return output.exceeded() ? new CommandResult.OutputExceeded(errorText()) : ending.apply(errorText());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult.Cancelled(errorText());
        } finally {
            output.abandon();
            errors.abandon();
        }
    }

    private Function<String, CommandResult> watchToTheEnd(Cancellation cancellation) throws InterruptedException {
        try {
            return watch(cancellation);
        } finally {
            tree.end();
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
            if (tree.size() >= command.processLimit()) {
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

    private String errorText() {
        return errorBytes.toString(StandardCharsets.UTF_8);
    }
}
