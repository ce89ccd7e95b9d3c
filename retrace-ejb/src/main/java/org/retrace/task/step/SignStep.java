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
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.retrace.backtrace.Backtrace;
import org.retrace.backtrace.BacktraceParser;
import org.retrace.coredump.Coredump;
import org.retrace.coredump.MappedModule;
import org.retrace.process.Cancellation;
import org.retrace.signature.CrashSignature;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskModule;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;

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
    private TaskProgress progress;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        TaskDirectory directory = files.directory(taskId);
        Coredump coredump = crash.read(taskId);
        List<TaskModule> rows = modules.of(taskId);
        Backtrace backtrace = BacktraceParser.parse(trim(directory, missing(coredump, rows)));
        if (!backtrace.hasFunctionInCrashedThread()) {
            return new StepOutcome.Failed("sign: not one frame of the crashed thread has a function name\n"
                    + Files.readString(directory.debuggerNotes()) + "\n" + explanations(rows));
        }
        String executable = coredump.executable().map(MappedModule::path).orElse(coredump.command());
        Optional<CrashSignature> signature = backtrace
                .crashedThread()
                .flatMap(thread ->
                        CrashSignature.of(executable, coredump.signal().number(), thread));
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
     * @return what it says of the crashed thread
     */
    private static String trim(TaskDirectory directory, List<MappedModule> missing) throws IOException {
        UntrustedFrames untrusted = new UntrustedFrames(missing);
        CrashedThreadText crashed = new CrashedThreadText();
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
                        crashed.line(kept.get());
                    }
                }
            }
        }
        Files.move(trimmed, directory.trimmedBacktrace(), StandardCopyOption.ATOMIC_MOVE);
        return crashed.text();
    }

    /** Modules of which there was no file to give to gdb. */
    private static List<MappedModule> missing(Coredump coredump, List<TaskModule> rows) {
        List<String> found = rows.stream()
                .filter(row -> row.finding() != null && row.finding().packageName() != null)
                .map(TaskModule::path)
                .toList();
        return coredump.modules().stream()
                .filter(module -> !found.contains(module.path()))
                .toList();
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
