// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.Sandbox;
import org.retrace.process.SandboxLimits;

/**
 * gdb on one coredump, in the sandbox. First all threads in short; then each thread in full, in runs of many threads,
 * where a thread that kills gdb costs its own text only. Not for concurrent use.
 */
public final class GdbDebugger {

    /** Threads a run asks for: bounds the argument vector. */
    private static final int THREADS_A_RUN = 500;

    /** How often gdb may die before the rest of the threads is left out. */
    private static final int MAX_DEATHS = 10;

    private final DebugRequest request;
    private final Cancellation cancellation;
    private final List<String> notes = new ArrayList<>();
    private final long deadlineNanos;

    private GdbDebugger(DebugRequest request, Cancellation cancellation) {
        this.request = request;
        this.cancellation = cancellation;
        this.deadlineNanos = System.nanoTime() + request.limits().wall().toNanos();
    }

    /**
     * Debugs the coredump. The calling thread waits for gdb.
     *
     * @throws IOException when the sandbox cannot be started, or the output directory cannot be written
     */
    public static DebugReport debug(DebugRequest request, Cancellation cancellation) throws IOException {
        return new GdbDebugger(request, cancellation).run();
    }

    private DebugReport run() throws IOException {
        Path text = request.outputDirectory().resolve("backtrace");
        try (BufferedWriter out = Files.newBufferedWriter(text)) {
            GdbTranscript transcript = new GdbTranscript(out);
            CommandResult result = gdb(GdbCommands.overview(hasExecutable(), executable()), transcript);
            if (result instanceof CommandResult.NotStarted failure) {
                throw new IOException("the sandbox could not be started: " + failure.reason());
            }
            if (!transcript.isComplete()) {
                notes.add("gdb " + result.sentence() + " before it had shown everything");
            }
            inFull(transcript);
        }
        return new DebugReport(text, notes);
    }

    private void inFull(GdbTranscript transcript) throws IOException {
        List<Integer> waiting = new ArrayList<>(transcript.threads());
        int deaths = 0;
        while (!waiting.isEmpty() && deaths < MAX_DEATHS && !isOver()) {
            List<Integer> batch = List.copyOf(waiting.subList(0, Math.min(THREADS_A_RUN, waiting.size())));
            CommandResult result = gdb(GdbCommands.full(hasExecutable(), executable(), batch), transcript);
            Optional<Integer> cutOff = transcript.takeCutOff();
            if (cutOff.isEmpty() && transcript.lastEnded() != batch.get(batch.size() - 1)) {
                notes.add("gdb " + result.sentence() + " before it showed thread " + batch.get(0) + " in full");
                return;
            }
            int last = cutOff.orElse(batch.get(batch.size() - 1));
            cutOff.ifPresent(
                    thread -> notes.add("gdb " + result.sentence() + " while it showed thread " + thread + " in full"));
            deaths += cutOff.isPresent() ? 1 : 0;
            waiting.subList(0, waiting.indexOf(last) + 1).clear();
        }
        if (!waiting.isEmpty()) {
            notes.add(waiting.size() + " threads are not shown in full, from thread " + waiting.get(0));
        }
    }

    /** One run of gdb, its output appended to the transcript. */
    private CommandResult gdb(List<String> arguments, GdbTranscript transcript) throws IOException {
        Path raw = request.outputDirectory().resolve("raw");
        SandboxLimits limits = request.limits();
        Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
        long outputLeft = Math.max(0, limits.outputBytes() - transcript.length());
        Sandbox sandbox = new Sandbox(
                        new SandboxLimits(limits.memoryBytes(), limits.cpu(), left, outputLeft, limits.processes()))
                .readOnly(request.sysroot(), GdbCommands.SYSROOT)
                .readOnly(request.coredump(), GdbCommands.COREDUMP);
        CommandResult result;
        try (OutputStream sink = Files.newOutputStream(raw)) {
            result = sandbox.command(arguments).run(sink, cancellation);
        }
        try (GdbOutput output = new GdbOutput(raw, GdbCommands.SYSROOT)) {
            transcript.append(output);
        }
        Files.delete(raw);
        return result;
    }

    private boolean isOver() {
        return cancellation.isCancelled() || System.nanoTime() - deadlineNanos >= 0;
    }

    private boolean hasExecutable() {
        return request.executable().isPresent()
                && Files.isRegularFile(request.sysroot().resolve(executable().substring(1)));
    }

    /** The program's path; a name that gdb's command line could misread counts as unknown. */
    private String executable() {
        return request.executable()
                .filter(path -> path.matches("/[^\\s'\"\\\\$#]+"))
                .orElse("/");
    }
}
