// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A program to run once, without a shell and without anything of our own environment.
 *
 * @param arguments the program and its arguments
 * @param environment the whole environment it gets
 * @param directory where it starts; ours when empty
 * @param wallLimit how long it may run
 * @param outputLimitBytes how much it may print, standard error included
 */
public record ExternalCommand(
        List<String> arguments,
        Map<String, String> environment,
        Optional<Path> directory,
        Duration wallLimit,
        long outputLimitBytes) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Copies its parts. */
    public ExternalCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * Runs the program in the calling thread, which waits for its end: bubblewrap's {@code --die-with-parent} looks at
     * the thread that started it, not at the process. When this returns, the program and its descendants are gone.
     *
     * @param sink gets standard output and standard error as they come; not closed
     * @throws IOException when the sink fails
     */
    public CommandResult run(OutputStream sink, Cancellation cancellation) throws IOException {
        Process process;
        try {
            process = start();
        } catch (IOException e) {
            return new CommandResult.NotStarted(String.valueOf(e.getMessage()));
        }
        cancellation.attach(process);
        FutureTask<Boolean> copy = new FutureTask<>(() -> copy(process, sink));
        Thread reader = new Thread(copy, "output of " + arguments.get(0));
        reader.setDaemon(true);
        reader.start();
        try {
            boolean ended = process.waitFor(wallLimit.toMillis(), TimeUnit.MILLISECONDS);
            Cancellation.end(process);
            int status = process.waitFor();
            return result(cancellation, ended, copy.get(), status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult.Cancelled();
        } catch (ExecutionException e) {
            throw new IOException("output of " + arguments.get(0) + " could not be kept", e.getCause());
        } finally {
            Cancellation.end(process);
            cancellation.detach();
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        directory.ifPresent(path -> builder.directory(path.toFile()));
        return builder.start();
    }

    private static CommandResult result(Cancellation cancellation, boolean ended, boolean whole, int status) {
        if (cancellation.isCancelled()) {
            return new CommandResult.Cancelled();
        }
        if (!whole) {
            return new CommandResult.OutputExceeded();
        }
        return ended ? new CommandResult.Exited(status) : new CommandResult.TimedOut();
    }

    /** Whether everything fitted; the program is ended as soon as it does not. */
    private boolean copy(Process process, OutputStream sink) throws IOException {
        InputStream in = process.getInputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = outputLimitBytes;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sink.write(buffer, 0, (int) Math.min(n, left));
            left -= n;
            if (left < 0) {
                Cancellation.end(process);
                return false;
            }
        }
        return true;
    }
}
