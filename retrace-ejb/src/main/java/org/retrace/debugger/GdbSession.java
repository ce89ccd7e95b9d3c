// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.retrace.process.Cancellation;
import org.retrace.process.CommandResult;
import org.retrace.process.ExternalCommand;
import org.retrace.process.SandboxException;
import org.retrace.process.SandboxLimits;

/**
 * The runs of gdb that one coredump takes: one, when gdb survives and knew the number of threads; else a few more, each
 * beginning behind the part where the one before ended.
 */
final class GdbSession {

    private static final int MAX_RUNS = 10;
    /** Of them, how many may die of frames for programs. */
    private static final int MAX_FRAME_DEATHS = 3;
    /** SIGKILL and SIGTERM. */
    private static final Set<Integer> FROM_OUTSIDE = Set.of(9, 15);

    /** The script's own limit of time, so that what nobody reads does not keep the text waiting. */
    private static final int SIGALRM = 14;
    /** What the sandbox's limit of processor time sends. */
    private static final int SIGXCPU = 24;

    private static final int MAX_FULL_THREADS = 1000;
    /** Of the time left, for each run: so that one endless part does not take it all. */
    private static final int SHARE_PERCENT = 60;

    private static final Duration SHORTEST_RUN = Duration.ofMillis(200);

    /** How long a gdb may take that has nothing to do. */
    private static final Duration PROBE = Duration.ofSeconds(30);

    private static final int PROBE_BYTES = 4096;

    private final GdbCommandLine commandLine;
    private final DebugRequest request;
    private final ReportText text;
    private final FrameRecords records;
    private final List<String> notes = new ArrayList<>();
    private final Set<Integer> asked = new HashSet<>();
    private final long deadlineNanos;
    private List<GdbPart> left = new ArrayList<>();
    private boolean ended;
    private boolean killed;
    private int frameDeaths;

    /** @param deadlineNanos when all must be said, by {@link System#nanoTime} */
    GdbSession(
            GdbCommandLine commandLine,
            DebugRequest request,
            ReportText text,
            FrameRecords records,
            long deadlineNanos) {
        this.commandLine = commandLine;
        this.request = request;
        this.text = text;
        this.records = records;
        this.deadlineNanos = deadlineNanos;
    }

    /** What is missing in the text, a sentence each. */
    List<String> notes() {
        return notes;
    }

    /** Whether somebody killed gdb, which does that neither by itself nor at a limit of the sandbox. */
    boolean wasKilled() {
        return killed;
    }

    void run(Cancellation cancellation) throws IOException {
        left.add(GdbPart.allThreads());
        left.addAll(GdbPart.sections());
        left.add(GdbPart.exploitability());
        askFull(IntStream.rangeClosed(1, request.threadCount()).boxed().toList());
        for (int runs = 0; runs < MAX_RUNS && !left.isEmpty() && !ended; runs++) {
            runOnce(cancellation);
        }
        if (text.headBytes() == 0 && notes.isEmpty()) {
            notes.add("gdb gave no backtrace.");
        }
        if (text.isCut()) {
            notes.add("The text was cut at " + request.limits().outputBytes() + " bytes.");
        }
        left.removeIf(part -> !part.isText());
        if (!left.isEmpty()) {
            notes.add("Not done: " + left.size() + (left.size() == 1 ? " part: " : " parts, the first is: ")
                    + left.get(0).heading() + ".");
        }
    }

    private void askFull(Iterable<Integer> threads) {
        for (int thread : threads) {
            if (asked.size() < MAX_FULL_THREADS && asked.add(thread)) {
                left.add(GdbPart.full(thread));
                left.add(GdbPart.frames(thread));
            }
        }
        left.sort(Comparator.comparing(part -> part.isText() ? GdbPart.Kind.HEAD : part.kind()));
    }

    private void runOnce(Cancellation cancellation) throws IOException {
        Duration wall = Duration.ofNanos(deadlineNanos - System.nanoTime());
        if (wall.compareTo(SHORTEST_RUN) < 0) {
            ended = true;
            return;
        }
        Duration share = wall.multipliedBy(SHARE_PERCENT).dividedBy(100);
        SandboxLimits limits = request.limits().with(share, request.limits().outputBytes());
        GdbMarks marks = GdbMarks.random();
        GdbTranscript transcript = new GdbTranscript(left, marks, text, records);
        ExternalCommand command = commandLine.command(left, marks, limits);
        CommandResult result;
        try (GdbOutput output = new GdbOutput(transcript)) {
            result = command.run(output, cancellation);
        }
        if (result instanceof CommandResult.NotStarted notStarted) {
            throw new SandboxException(notStarted.reason());
        }
        if (transcript.reached() < 0 && !(result instanceof CommandResult.TimedOut)) {
            requireGdb(cancellation);
        }
        conclude(transcript, result);
    }

    /** A gdb that came to no part proves nothing against the coredump, unless it does run when it has none to load. */
    private void requireGdb(Cancellation cancellation) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        CommandResult result =
                commandLine.probe(request.limits().with(PROBE, PROBE_BYTES)).run(said, cancellation);
        boolean runs = result instanceof CommandResult.Exited exited && exited.status() == 0;
        if (!runs && !(result instanceof CommandResult.Cancelled)) {
            throw new SandboxException(describe(result) + "; "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    private void conclude(GdbTranscript transcript, CommandResult result) throws IOException {
        boolean inText =
                transcript.reached() < 0 || left.get(transcript.reached()).isText();
        killed = inText && result instanceof CommandResult.Killed signal && FROM_OUTSIDE.contains(signal.signal());
        boolean stopped =
                result instanceof CommandResult.Cancelled || (inText && result instanceof CommandResult.OutputExceeded);
        ended = killed || stopped || text.isCut() || transcript.reached() < 0;
        if (transcript.isDone()) {
            left = new ArrayList<>();
        } else if (inText) {
            noteEnd(transcript, result);
        } else {
            noteEndOfFrames(transcript, result);
        }
        askFull(transcript.threads());
        int found = transcript.threads().size();
        if (found > MAX_FULL_THREADS) {
            notes.add("Full backtraces were made of " + MAX_FULL_THREADS + " of " + found + " threads.");
        }
    }

    private void noteEnd(GdbTranscript transcript, CommandResult result) throws IOException {
        int reached = transcript.reached();
        if (reached < 0) {
            notes.add("gdb " + describe(result) + " before it had loaded the coredump.");
            text.heading("Loading");
            for (String line : transcript.loading()) {
                text.line(line);
            }
            return;
        }
        GdbPart died = left.get(reached);
        notes.add("gdb " + describe(result) + " in this part, which may be incomplete: " + died.heading() + ".");
        left = new ArrayList<>(left.subList(reached + 1, left.size()));
        if (died.equals(GdbPart.allThreads()) && !transcript.threads().contains(1)) {
            left.add(0, GdbPart.crashedThread());
        }
    }

    /** A gdb that died of frames has told the whole text; one that was stopped is not asked for frames again. */
    private void noteEndOfFrames(GdbTranscript transcript, CommandResult result) throws IOException {
        GdbPart died = left.get(transcript.reached());
        records.note("gdb " + describe(result) + " in this part: " + died.heading() + ".");
        left = new ArrayList<>(left.subList(transcript.reached() + 1, left.size()));
        boolean fault = result instanceof CommandResult.Exited
                || (result instanceof CommandResult.Killed signal
                        && signal.signal() != SIGALRM
                        && !FROM_OUTSIDE.contains(signal.signal()));
        frameDeaths++;
        if (!fault || frameDeaths == MAX_FRAME_DEATHS) {
            left.clear();
        }
    }

    private static String describe(CommandResult result) {
        if (result instanceof CommandResult.Exited exited) {
            return "ended with status " + exited.status();
        } else if (result instanceof CommandResult.Killed killed) {
            return switch (killed.signal()) {
                case SIGALRM -> "reached its limit of time";
                case SIGXCPU -> "used up its processor time";
                default -> "was ended by signal " + killed.signal();
            };
        } else if (result instanceof CommandResult.TimedOut) {
            return "reached its limit of time";
        } else if (result instanceof CommandResult.OutputExceeded) {
            return "wrote more than it may";
        } else if (result instanceof CommandResult.ProcessesExceeded) {
            return "started more processes than it may";
        } else if (result instanceof CommandResult.NotStarted notStarted) {
            return "could not be started: " + notStarted.reason();
        }
        return "was cancelled";
    }
}
