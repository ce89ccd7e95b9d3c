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
import java.util.stream.Stream;
import org.retrace.coredump.Coredump;
import org.retrace.process.Cancellation;
import org.retrace.sysroot.ModuleOutcome;
import org.retrace.task.TaskModuleStore;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;

/** Finds the packages of a coredump's modules in the index, by build-id. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ResolveStep implements RetraceStep {

    @Inject
    private Crash crash;

    @Inject
    private TaskModuleStore modules;

    @Inject
    private MissingPackages missing;

    @Inject
    private TaskProgress progress;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        Coredump coredump = crash.read(taskId);
        List<ModuleOutcome> outcomes =
                crash.plan(taskId, coredump, crash.searchedIndex(coredump)).outcomes();
        modules.replace(taskId, ModuleFindings.rows(outcomes));
        String sentences = Stream.concat(
                        outcomes.stream().map(ModuleFindings::sentence),
                        missing.ofCrash(taskId, coredump, outcomes).stream())
                .collect(Collectors.joining("\n"));
        progress.log(taskId, TaskStep.RESOLVE, sentences);
        if (outcomes.isEmpty() || ModuleFindings.withoutFile(outcomes).size() == outcomes.size()) {
            return new StepOutcome.Failed(
                    "resolve: not one module of the coredump is in a known package\n" + sentences);
        }
        return new StepOutcome.Done();
    }
}
