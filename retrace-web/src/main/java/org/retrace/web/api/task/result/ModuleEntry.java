// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.result;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.task.TaskModule;

/** A file that the crashed program had mapped, as programs read it. */
@JsonbPropertyOrder({"position", "path", "start", "end", "buildId", "outcome", "packageName", "debuginfo", "tried"})
public record ModuleEntry(
        @Schema(description = "in the coredump; the executable has 0", minimum = "0") int position,
        @Schema(description = "in the machine that crashed", examples = "/usr/bin/toaster") String path,
        @Schema(description = "first address", pattern = ADDRESS, examples = "0x401000") String start,
        @Schema(description = "address behind the last", pattern = ADDRESS, examples = "0x405000") String end,
        @Schema(
                        description = "missing where the coredump does not hold it",
                        nullable = true,
                        pattern = "^([0-9a-f]{2})+$")
                @Nullable
                String buildId,
        @Schema(
                        description = "missing before it was looked for",
                        nullable = true,
                        enumeration = {"found", "without-debuginfo", "not-found", "without-build-id"})
                @Nullable
                String outcome,
        @Schema(
                        description = "name-version-release.arch of the file's package; missing when none was found",
                        nullable = true,
                        examples = "toaster-1.0-1.x86_64")
                @JsonbProperty("package")
                @Nullable
                String packageName,
        @Schema(description = "likewise of its debuginfo", nullable = true, examples = "toaster-debuginfo-1.0-1.x86_64")
                @Nullable
                String debuginfo,
        @Schema(description = "every place where something was looked for in vain, a sentence each")
                List<String> tried) {

    private static final String ADDRESS = "^0x[0-9a-f]+$";

    /** Takes its own copy. */
    public ModuleEntry {
        tried = List.copyOf(tried);
    }

    static ModuleEntry of(TaskModule module) {
        Optional<TaskModule.Finding> finding = Optional.ofNullable(module.finding());
        return new ModuleEntry(
                module.position(),
                module.path(),
                "0x" + Long.toHexString(module.start()),
                "0x" + Long.toHexString(module.end()),
                module.buildId(),
                finding.map(TaskModule.Finding::outcome).orElse(null),
                finding.map(TaskModule.Finding::packageName).orElse(null),
                finding.map(TaskModule.Finding::debuginfo).orElse(null),
                finding.map(TaskModule.Finding::explanation).stream()
                        .flatMap(String::lines)
                        .toList());
    }
}
