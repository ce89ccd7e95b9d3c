// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.coredump.Coredump;
import org.retrace.repository.origin.ExpectedRepositories;
import org.retrace.sysroot.ModuleOutcome;
import org.retrace.sysroot.ModuleOutcome.WithoutDebuginfo;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStore;

/** Says of what was not found where it should come from. */
@ApplicationScoped
public class MissingPackages {

    @Inject
    private ExpectedRepositories expected;

    @Inject
    private TaskStore tasks;

    /** The outcomes; with each module that lacks debuginfo, the repository that should have it. */
    List<ModuleOutcome> explained(List<ModuleOutcome> outcomes) {
        List<Long> packages = outcomes.stream()
                .filter(WithoutDebuginfo.class::isInstance)
                .map(outcome -> ((WithoutDebuginfo) outcome).binary().pkg().id())
                .distinct()
                .toList();
        if (packages.isEmpty()) {
            return outcomes;
        }
        Map<Long, String> sentences = expected.debuginfoOf(packages);
        return outcomes.stream().map(outcome -> explained(outcome, sentences)).toList();
    }

    private static ModuleOutcome explained(ModuleOutcome outcome, Map<Long, String> sentences) {
        if (!(outcome instanceof WithoutDebuginfo without)) {
            return outcome;
        }
        String sentence = sentences.get(without.binary().pkg().id());
        if (sentence == null) {
            return outcome;
        }
        List<String> tried = new ArrayList<>(without.tried());
        tried.add(sentence);
        return new WithoutDebuginfo(without.module(), without.binary(), tried);
    }

    /** What is here of the release of the crash, for who misses a module's package; empty when none is missing. */
    Optional<String> ofCrash(long taskId, Coredump coredump, List<ModuleOutcome> outcomes) {
        if (outcomes.stream().noneMatch(ModuleOutcome.NotFound.class::isInstance)) {
            return Optional.empty();
        }
        return tasks.find(taskId)
                .map(RetraceTask::getOsRelease)
                .flatMap(osRelease ->
                        expected.ofCrash(osRelease, coredump.machine().arch()));
    }
}
