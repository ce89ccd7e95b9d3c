// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.backtrace.Backtrace;
import org.retrace.backtrace.BacktraceParser;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.coredump.Coredump;
import org.retrace.coredump.MappedModule;
import org.retrace.debugger.trace.BacktraceJoin;
import org.retrace.debugger.trace.DetailedBacktraceWriter;
import org.retrace.debugger.trace.FrameRecordsReader;
import org.retrace.debugger.trace.RecordedFrames;
import org.retrace.process.Cancellation;
import org.retrace.signature.CrashSignature;
import org.retrace.signature.StacktraceTop;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskModule;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;
import org.retrace.task.search.TaskFunctions;

/** Takes out of the debugger's text what may be trusted, and says what crashes of this kind have in common. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SignStep implements RetraceStep {

    @Inject
    private Crash crash;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskModuleStore modules;

    @Inject
    private TaskFunctions functions;

    @Inject
    private TaskProgress progress;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        TaskDirectory directory = files.directory(taskId);
        Coredump coredump = crash.read(taskId);
        List<TaskModule> rows = modules.of(taskId);
        List<TracedModule> traced = rows.stream().map(TaskModule::traced).toList();
        ThreadsText threads = trim(directory, traced);
        Backtrace backtrace = BacktraceParser.parse(threads.text());
        if (!backtrace.hasFunctionInCrashedThread()) {
            return new StepOutcome.Failed("sign: not one frame of the crashed thread has a function name\n"
                    + Files.readString(directory.debuggerNotes()) + "\n" + explanations(rows));
        }
        join(directory, new BacktraceJoin(coredump, traced), backtrace, threads.isCut());
        String executable = coredump.executable().map(MappedModule::path).orElse(coredump.command());
        Optional<CrashSignature> signature = backtrace
                .crashedThread()
                .flatMap(thread ->
                        CrashSignature.of(executable, coredump.signal().number(), thread));
        functions.replace(
                taskId, backtrace.crashedThread().map(StacktraceTop::names).orElse(List.of()));
        boolean complete = Files.size(directory.debuggerNotes()) == 0
                && coredump.missingBytes() == 0
                && rows.stream().allMatch(SignStep::isWhole);
        progress.signed(taskId, signature.map(CrashSignature::text).orElse(null), complete);
        progress.log(
                taskId,
                TaskStep.SIGN,
                "crash signature " + signature.map(CrashSignature::text).orElse("none: too few frames have a name"));
        return new StepOutcome.Done();
    }

    /**
     * Writes the text to publish, without frames that gdb guessed.
     *
     * @return its first part, all threads in short
     */
    private static ThreadsText trim(TaskDirectory directory, List<TracedModule> modules) throws IOException {
        UntrustedFrames untrusted = new UntrustedFrames(
                modules.stream().filter(module -> !module.binaryFound()).toList());
        ThreadsText threads = new ThreadsText();
        boolean inThreads = true;
        Path trimmed = directory.trimmedBacktrace().resolveSibling("trimmed.tmp");
        try (BufferedReader in = Files.newBufferedReader(directory.debuggerText());
                BufferedWriter out = Files.newBufferedWriter(trimmed)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                inThreads &= !line.startsWith(BacktraceParser.HEADING);
                Optional<String> kept = untrusted.next(line);
                if (kept.isPresent()) {
                    out.write(kept.get());
                    out.write('\n');
                    if (inThreads) {
                        threads.line(kept.get());
                    }
                }
            }
        }
        TaskDirectory.place(trimmed, directory.trimmedBacktrace());
        return threads;
    }

    /** Writes the same for programs. */
    private static void join(TaskDirectory directory, BacktraceJoin join, Backtrace text, boolean cut)
            throws IOException {
        List<String> notes = new ArrayList<>(Files.readAllLines(directory.debuggerNotes()));
        if (cut) {
            notes.add("The text was too large to be read as a whole for what gdb did not come to tell.");
        }
        RecordedFrames frames = FrameRecordsReader.read(directory.debuggerFrames());
        Path joined = directory.joinedBacktrace().resolveSibling("joined.tmp");
        DetailedBacktraceWriter.write(join.join(text, notes, frames), joined);
        TaskDirectory.place(joined, directory.joinedBacktrace());
        if (frames.exploitability().isPresent()) {
            directory.write(
                    directory.ratedExploitability(),
                    frames.exploitability().get().text());
        }
    }

    private static boolean isWhole(TaskModule row) {
        TaskModule.Finding finding = row.finding();
        return finding != null && finding.isWhole();
    }

    private static String explanations(List<TaskModule> rows) {
        StringBuilder lines = new StringBuilder();
        for (TaskModule row : rows) {
            TaskModule.Finding finding = row.finding();
            if (finding != null && !finding.isWhole()) {
                lines.append(row.path()).append(": ").append(finding.outcome().replace('-', ' '));
                finding.explanation().lines().forEach(line -> lines.append("\n  tried: ")
                        .append(line));
                lines.append('\n');
            }
        }
        return lines.toString();
    }
}
