// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.retrace.bytes.FormatException;
import org.retrace.coredump.Coredump;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.process.Cancellation;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskModule;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;
import org.retrace.task.TaskStore;

/** Reads threads, signal and modules from the coredump alone. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IdentifyStep implements RetraceStep {

    @Inject
    private Crash crash;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskModuleStore modules;

    @Inject
    private TaskProgress progress;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        files.directory(taskId).markStart(Instant.now());
        if (tasks.find(taskId).orElseThrow().getType().isVmcore()) {
            return new StepOutcome.Failed("identify: this server cannot retrace kernel crashes yet");
        }
        Coredump coredump;
        try {
            coredump = crash.read(taskId);
        } catch (FormatException e) {
            return new StepOutcome.Failed("identify: the coredump cannot be read: " + e.getMessage());
        }
        modules.replace(taskId, rows(coredump.modules()));
        progress.identified(
                taskId,
                coredump.signal().name(),
                coredump.machine().arch(),
                coredump.executable().map(MappedModule::path).orElse(null));
        progress.log(taskId, TaskStep.IDENTIFY, summary(coredump));
        return new StepOutcome.Done();
    }

    private static List<TaskModule> rows(List<MappedModule> mapped) {
        List<TaskModule> rows = new ArrayList<>();
        for (MappedModule module : mapped) {
            String buildId = module.buildId().map(BuildId::hex).orElse(null);
            rows.add(new TaskModule(rows.size(), module.path(), module.start(), module.end(), buildId, null));
        }
        return rows;
    }

    private static String summary(Coredump coredump) {
        StringBuilder lines = new StringBuilder();
        lines.append("%s coredump of %s, pid %d, %s, %d threads, %d modules%n"
                .formatted(
                        coredump.machine().arch(),
                        coredump.command(),
                        coredump.pid(),
                        coredump.signal().name(),
                        coredump.threads().size(),
                        coredump.modules().size()));
        if (coredump.missingBytes() > 0) {
            lines.append("the coredump is cut: %d bytes at its end are missing%n".formatted(coredump.missingBytes()));
        }
        for (MappedModule module : coredump.modules()) {
            lines.append("module %s build-id %s%n"
                    .formatted(module.path(), module.buildId().map(BuildId::hex).orElse("not in the coredump")));
        }
        return lines.toString();
    }
}
