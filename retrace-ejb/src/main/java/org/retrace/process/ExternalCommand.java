// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program with its arguments, its whole environment and its limits, that can be run any number of times.
 *
 * @param arguments the program's path or name (looked up in the PATH of this process), then its arguments; no shell
 * @param environment all variables it sees; nothing is inherited
 * @param directory where it starts; this process's directory when empty
 * @param wallLimit how long it may take
 * @param outputLimitBytes most bytes it may write to its output
 * @param processLimit most processes its tree may have, itself included, counted ten times a second
 * @param errorsInOutput whether its error stream goes into its output, in the order of writing
 */
public record ExternalCommand(
        List<String> arguments,
        Map<String, String> environment,
        Optional<Path> directory,
        Duration wallLimit,
        long outputLimitBytes,
        int processLimit,
        boolean errorsInOutput) {

    /** Most bytes kept of the error stream; the rest is read and dropped. */
    public static final int ERRORS_BYTES = 64 << 10;

    /** @throws IllegalArgumentException when there is no program or a limit is not positive */
    public ExternalCommand {
        if (arguments.isEmpty()
                || wallLimit.isNegative()
                || wallLimit.isZero()
                || outputLimitBytes < 0
                || processLimit < 1) {
            throw new IllegalArgumentException("not a bounded command: " + arguments);
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A command whose tree may have 1024 processes and whose errors are kept apart. */
    public ExternalCommand(
            List<String> arguments,
            Map<String, String> environment,
            Optional<Path> directory,
            Duration wallLimit,
            long outputLimitBytes) {
        this(arguments, environment, directory, wallLimit, outputLimitBytes, 1024, false);
    }

    /** The same command with its error stream in its output. */
    public ExternalCommand withErrorsInOutput() {
        return new ExternalCommand(arguments, environment, directory, wallLimit, outputLimitBytes, processLimit, true);
    }

    /**
     * Runs the program to its end, in the calling thread: {@code bwrap --die-with-parent} ends with the thread that
     * started it, so that thread must be the one that waits. Standard input is empty.
     *
     * @param sink gets the output while it is written; not closed; written by another thread until this returns
     * @throws IOException when the sink fails; the program has been ended
     */
    public CommandResult run(OutputStream sink, Cancellation cancellation) throws IOException {
        if (cancellation.isCancelled()) {
            return new CommandResult.Cancelled("");
        }
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return new CommandResult.NotStarted("no such program: " + arguments.get(0));
        }
        Process process;
        try {
            process = builder(program.get()).start();
        } catch (IOException e) {
            return new CommandResult.NotStarted(String.valueOf(e.getMessage()));
        }
        return new CommandRun(this, process, sink).await(cancellation);
    }

    /**
     * Runs the program with its output in a file, which is created or emptied first.
     *
     * @throws IOException when the file cannot be written; the program has been ended
     */
    public CommandResult run(Path sink, Cancellation cancellation) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(sink))) {
            return run(out, cancellation);
        }
    }

    private Optional<Path> program() {
        String name = arguments.get(0);
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        Stream<Path> places = name.contains("/")
                ? Stream.of(directory.orElse(Path.of("")).resolve(name).toAbsolutePath())
                : Arrays.stream(path.split(":", -1)).map(place -> Path.of(place, name));
        return places.filter(place -> Files.isRegularFile(place) && Files.isExecutable(place))
                .findFirst();
    }

    /** {@code setsid} puts the tree in a session of its own, so that orphans can be found; it becomes the program. */
    private ProcessBuilder builder(Path program) {
        List<String> vector = new ArrayList<>(List.of("setsid", program.toString()));
        vector.addAll(arguments.subList(1, arguments.size()));
        ProcessBuilder builder = new ProcessBuilder(vector)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(errorsInOutput);
        directory.ifPresent(path -> builder.directory(path.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
