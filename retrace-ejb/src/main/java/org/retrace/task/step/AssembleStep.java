// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.retrace.coredump.Coredump;
import org.retrace.process.Cancellation;
import org.retrace.repository.store.HeldPackages;
import org.retrace.repository.store.PackageStore;
import org.retrace.repository.store.Trees;
import org.retrace.sysroot.ModuleOutcome;
import org.retrace.sysroot.Sysroot;
import org.retrace.sysroot.SysrootBuilder;
import org.retrace.sysroot.SysrootPlan;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;

/** Lays out the files that the coredump maps, each verified against the coredump's build-id. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AssembleStep implements RetraceStep {

    @Inject
    private Crash crash;

    @Inject
    private PackageStore packages;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskModuleStore modules;

    @Inject
    private TaskProgress progress;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        TaskDirectory directory = files.directory(taskId);
        TaskDirectory.create(directory.work());
        Coredump coredump = crash.read(taskId);
        SysrootPlan.Index index = crash.index(coredump);
        SysrootPlan plan = crash.plan(taskId, coredump, index);
        List<ModuleOutcome> outcomes = layOut(plan, directory, index).outcomes();
        modules.replace(taskId, ModuleFindings.rows(outcomes));
        String changed = IntStream.range(0, outcomes.size())
                .filter(i -> !outcomes.get(i).equals(plan.outcomes().get(i)))
                .mapToObj(i -> ModuleFindings.sentence(outcomes.get(i)))
                .collect(Collectors.joining("\n"));
        progress.log(
                taskId,
                TaskStep.ASSEMBLE,
                changed.isEmpty() ? "every file's build-id equals the coredump's" : "after verification:\n" + changed);
        return new StepOutcome.Done();
    }

    /**
     * Once it is laid out, its links keep the packages in the store. It is brought to the disk file by file, most of
     * which are there already: the file system as a whole would wait for what others write, too.
     */
    private Sysroot layOut(SysrootPlan plan, TaskDirectory directory, SysrootPlan.Index index) throws IOException {
        try (HeldPackages held = packages.hold()) {
            Sysroot sysroot = SysrootBuilder.build(plan, directory.sysroot(), index, held);
            Trees.forceAll(directory.work());
            Trees.force(directory.path());
            return sysroot;
        }
    }
}
