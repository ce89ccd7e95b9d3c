// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.retrace.coredump.Coredump;
import org.retrace.coredump.MappedModule;
import org.retrace.debugger.DebugReport;
import org.retrace.debugger.DebugRequest;
import org.retrace.debugger.GdbDebugger;
import org.retrace.process.Cancellation;
import org.retrace.process.SandboxLimits;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;
import org.retrace.task.TaskStore;

/** Runs gdb on the coredump in the sandbox. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DebugStep implements RetraceStep {

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(30);

    /** In less gdb shows nothing. */
    private static final Duration SHORTEST_WALL = Duration.ofMillis(200);

    @Inject
    private Crash crash;

    @Inject
    private Settings settings;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskProgress progress;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        TaskDirectory directory = files.directory(taskId);
        Path output = directory.fresh();
        Coredump coredump = crash.read(taskId);
        String executable = coredump.executable().map(MappedModule::path).orElse("");
        int threads = coredump.threads().size();
        Duration wall = wall(taskId, cancellation.elapsed());
        if (wall.compareTo(SHORTEST_WALL) < 0) {
            return new StepOutcome.Failed("debug: the time ran out: the task took longer than TaskTimeout allows");
        }
        SandboxLimits limits = limits(wall);
        DebugReport report = new GdbDebugger()
                .debug(
                        new DebugRequest(
                                directory.coredump(), directory.sysroot(), executable, threads, output, limits),
                        cancellation);
        if (cancellation.isCancelled()) {
            return new StepOutcome.Stopped();
        }
        String notes = report.whole() ? "" : String.join("\n", report.notes());
        directory.write(directory.debuggerNotes(output), notes);
        long bytes = Files.size(report.text());
        directory.put(output, directory.debuggerOutput());
        progress.log(
                taskId,
                TaskStep.DEBUG,
                report.whole()
                        ? "gdb has shown everything, " + bytes + " bytes"
                        : "the backtrace is not whole:\n" + notes);
        return new StepOutcome.Done();
    }

    /** Somewhat less than what is left of the task's time: when that is up gdb is cancelled, and its text is lost. */
    private Duration wall(long taskId, Duration elapsed) {
        Duration ran = tasks.find(taskId).map(RetraceTask::getRan).orElse(Duration.ZERO);
        Duration left = settings.current().tasks().timeout().minus(ran).minus(elapsed);
        Duration reserve = left.dividedBy(10);
        return left.minus(reserve.compareTo(LONGEST_RESERVE) < 0 ? reserve : LONGEST_RESERVE);
    }

    private SandboxLimits limits(Duration wall) {
        RetraceSettings.Sandbox current = settings.current().sandbox();
        return SandboxLimits.of(current.memoryBytes(), current.cpu(), wall, current.outputBytes());
    }
}
