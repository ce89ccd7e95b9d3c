// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskStep;
import org.retrace.task.list.Standing;

/** A task as programs read it; what is not known is left out. */
@JsonbPropertyOrder({
    "id",
    "state",
    "step",
    "type",
    "packageName",
    "release",
    "executable",
    "signal",
    "signature",
    "architecture",
    "complete",
    "failure",
    "owner",
    "createdAt",
    "startedAt",
    "finishedAt",
    "coredumpBytes",
    "ahead",
    "notes",
    "caseNumber",
    "bugs",
    "mails",
    "password"
})
public record TaskEntry(
        @Schema(description = "by which the classic interface knows it too", minimum = "1") long id,
        @Schema(
                        description = "INCOMPLETE is a success that lacks something",
                        enumeration = {"QUEUED", "RUNNING", "SUCCESS", "INCOMPLETE", "FAILURE"})
                String state,
        @Schema(
                        description = "the step that it is in or was in last",
                        nullable = true,
                        enumeration = {"IDENTIFY", "RESOLVE", "ASSEMBLE", "DEBUG", "SIGN", "PUBLISH", "CLEAN"})
                @Nullable
                String step,
        @Schema(enumeration = {"RETRACE", "DEBUG", "VMCORE", "INTERACTIVE", "VMCORE_INTERACTIVE"}) String type,
        @Schema(
                        description = "with version, release and architecture, as the uploader told",
                        nullable = true,
                        examples = "toaster-1.0-1.x86_64")
                @JsonbProperty("package")
                @Nullable
                String packageName,
        @Schema(
                        description = "the operating system, as the crashed machine calls itself",
                        nullable = true,
                        examples = "Fedora release 43 (Forty Three)")
                @Nullable
                String release,
        @Schema(nullable = true, examples = "/usr/bin/toaster") @Nullable String executable,
        @Schema(nullable = true, examples = "SIGSEGV") @Nullable String signal,
        @Schema(nullable = true) @Nullable String signature,
        @Schema(nullable = true, examples = "x86_64") @Nullable String architecture,
        @Schema(description = "of one that ended: whether nothing was missing", nullable = true) @Nullable
                Boolean complete,
        @Schema(description = "why it failed, in a sentence", nullable = true) @Nullable String failure,
        @Schema(description = "missing of one that came by the classic interface", nullable = true) @Nullable
                Owner owner,
        @Schema(format = "date-time") String createdAt,
        @Schema(format = "date-time", nullable = true) @Nullable String startedAt,
        @Schema(format = "date-time", nullable = true) @Nullable String finishedAt,
        @Schema(description = "unpacked", nullable = true, minimum = "0") @Nullable Long coredumpBytes,
        @Schema(
                        description = "how many wait in front of it; only while it waits, and not in lists",
                        nullable = true,
                        minimum = "0")
                @Nullable
                Long ahead,
        @Schema(nullable = true, maxLength = 10_000) @Nullable String notes,
        @Schema(nullable = true, maxLength = 100) @Nullable String caseNumber,
        @Schema(nullable = true, maxItems = 20) @Nullable List<String> bugs,
        @Schema(description = "who is told of its end", nullable = true, maxItems = 20)
                @JsonbProperty("notify")
                @Nullable
                List<String> mails,
        @Schema(
                        description = "what opens it in the classic interface; only in the answer to its upload",
                        nullable = true)
                @Nullable
                String password) {

    /** Whose a task is. */
    @Schema(name = "TaskOwner")
    @JsonbPropertyOrder({"id", "name"})
    public record Owner(
            @Schema(description = "of their record", minimum = "1") long id,
            @Schema(description = "as people call them", examples = "Ann Example") String name) {}

    /**
     * What is told beside the task's own row.
     *
     * @param owners names of persons, by their numbers
     * @param ahead how many wait in front of it; empty where it is not told
     * @param password empty where it is not told
     */
    record About(Map<Long, String> owners, OptionalLong ahead, String password) {}

    static TaskEntry of(RetraceTask task, About about) {
        Standing standing = Standing.of(task);
        boolean waits = standing == Standing.QUEUED && about.ahead().isPresent();
        return new TaskEntry(
                task.getId(),
                standing.name(),
                step(task.getStep()),
                task.getType().name(),
                task.getPackageName(),
                task.getOsRelease(),
                task.getExecutable(),
                task.getSignalName(),
                task.getSignature(),
                task.getArch(),
                standing.isFinished() ? task.isComplete() : null,
                task.getFailure(),
                owner(task, about.owners()),
                task.getCreatedAt().toString(),
                text(task.getStartedAt()),
                text(task.getFinishedAt()),
                task.getCoredumpBytes().isPresent() ? task.getCoredumpBytes().getAsLong() : null,
                waits ? about.ahead().getAsLong() : null,
                told(task.getNotes()),
                told(task.getCaseNumber()),
                task.getBugs().isEmpty() ? null : task.getBugs(),
                task.getNotify().isEmpty() ? null : task.getNotify(),
                told(about.password()));
    }

    private static @Nullable Owner owner(RetraceTask task, Map<Long, String> names) {
        if (task.getOwnerId().isEmpty()) {
            return null;
        }
        long id = task.getOwnerId().getAsLong();
        return new Owner(id, names.getOrDefault(id, ""));
    }

    private static @Nullable String step(@Nullable TaskStep step) {
        return step == null ? null : step.name();
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }

    private static @Nullable String told(String text) {
        return text.isEmpty() ? null : text;
    }
}
