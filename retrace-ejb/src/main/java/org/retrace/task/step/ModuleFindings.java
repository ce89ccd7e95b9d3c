// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import java.util.ArrayList;
import java.util.List;
import org.retrace.coredump.MappedModule;
import org.retrace.elf.BuildId;
import org.retrace.sysroot.ModuleOutcome;
import org.retrace.task.TaskModule;

/** Turns what the plan says of modules into rows and into sentences for the log. */
final class ModuleFindings {

    private ModuleFindings() {}

    static List<TaskModule> rows(List<ModuleOutcome> outcomes) {
        List<TaskModule> rows = new ArrayList<>();
        for (ModuleOutcome outcome : outcomes) {
            MappedModule module = outcome.module();
            String buildId = module.buildId().map(BuildId::hex).orElse(null);
            rows.add(new TaskModule(
                    rows.size(), module.path(), module.start(), module.end(), buildId, finding(outcome)));
        }
        return rows;
    }

    /** One line for a module that has everything; else a line for each place that was tried. */
    static String sentence(ModuleOutcome outcome) {
        String path = outcome.module().path();
        TaskModule.Finding finding = finding(outcome);
        String found = path + ": " + finding.outcome().replace('-', ' ')
                + (finding.packageName() == null ? "" : ", package " + finding.packageName())
                + (finding.debuginfo() == null ? "" : ", debuginfo " + finding.debuginfo());
        return finding.explanation().isEmpty()
                ? found
                : found + "\n  tried: " + finding.explanation().replace("\n", "\n  tried: ");
    }

    /** The modules whose file was not found: nothing that gdb says beyond their frames can be trusted. */
    static List<MappedModule> withoutFile(List<ModuleOutcome> outcomes) {
        return outcomes.stream()
                .filter(o -> o instanceof ModuleOutcome.NotFound || o instanceof ModuleOutcome.WithoutBuildId)
                .map(ModuleOutcome::module)
                .toList();
    }

    static TaskModule.Finding finding(ModuleOutcome outcome) {
        if (outcome instanceof ModuleOutcome.Found found) {
            return new TaskModule.Finding(
                    "found",
                    found.binary().pkg().nevra(),
                    found.debuginfo().pkg().nevra(),
                    "");
        }
        if (outcome instanceof ModuleOutcome.WithoutDebuginfo found) {
            return new TaskModule.Finding(
                    "without-debuginfo", found.binary().pkg().nevra(), null, String.join("\n", found.tried()));
        }
        if (outcome instanceof ModuleOutcome.NotFound missing) {
            return new TaskModule.Finding("not-found", null, null, String.join("\n", missing.tried()));
        }
        String reason = ((ModuleOutcome.WithoutBuildId) outcome).reason();
        return new TaskModule.Finding("without-build-id", null, null, reason);
    }
}
