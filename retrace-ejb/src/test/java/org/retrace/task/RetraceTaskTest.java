// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetraceTaskTest {

    private static final Instant ARRIVED = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant ENDED = ARRIVED.plusSeconds(9);

    private final RetraceTask task = new RetraceTask(123, TaskType.INTERACTIVE, ARRIVED);

    @Test
    void waitsAtFirst() {
        assertThat(task.getId()).isEqualTo(123);
        assertThat(task.getType()).isEqualTo(TaskType.INTERACTIVE);
        assertThat(task.getState()).isEqualTo(TaskState.QUEUED);
        assertThat(task.getStep()).isNull();
        assertThat(task.getCreatedAt()).isEqualTo(ARRIVED);
        assertThat(task.getStartedAt()).isNull();
        assertThat(task.getFinishedAt()).isNull();
        assertThat(task.isComplete()).isTrue();
        assertThat(task.getExecutionId()).isEmpty();
        assertThat(task.statusText(4)).isEqualTo("Waiting for a free worker (4 ahead)");
    }

    @Test
    void succeedsWhenNothingFailed() {
        task.enter(TaskStep.CLEAN);
        task.finish(ENDED);

        assertThat(task.getState()).isEqualTo(TaskState.SUCCESS);
        assertThat(task.getFinishedAt()).isEqualTo(ENDED);
        assertThat(task.getFailure()).isNull();
        assertThat(task.statusText(0)).isEqualTo("Retrace job finished successfully");
    }

    @Test
    void failsForTheFirstReason() {
        task.failing("no module was found");
        task.failing("the directory could not be removed");
        task.finish(ENDED);

        assertThat(task.getState()).isEqualTo(TaskState.FAILURE);
        assertThat(task.getFailure()).isEqualTo("no module was found");
        assertThat(task.statusText(0)).isEqualTo("Retrace job failed");
    }

    @Test
    void neverChangesItsEnd() {
        task.finish(ENDED);
        task.failing("too late");
        task.finish(ENDED.plusSeconds(60));

        assertThat(task.getState()).isEqualTo(TaskState.SUCCESS);
        assertThat(task.getFinishedAt()).isEqualTo(ENDED);
        assertThat(task.getFailure()).isNull();
    }

    @Test
    void keepsWhatTheUploaderToldWhereTheCoredumpDoesNotKnow() {
        task.describe("toaster-1-1", "/usr/bin/toaster", "Toast 1");
        task.identified("SIGSEGV", "x86_64", null);

        assertThat(task.getPackageName()).isEqualTo("toaster-1-1");
        assertThat(task.getExecutable()).isEqualTo("/usr/bin/toaster");
        assertThat(task.getOsRelease()).isEqualTo("Toast 1");
        assertThat(task.getSignalName()).isEqualTo("SIGSEGV");
    }

    @Test
    void believesTheCoredumpMoreThanTheUploader() {
        task.describe(null, "/usr/bin/lie", null);
        task.identified("SIGABRT", "x86_64", "/usr/bin/toaster");

        assertThat(task.getExecutable()).isEqualTo("/usr/bin/toaster");
    }

    @Test
    void rememberWhetherTheBacktraceIsWhole() {
        task.signed("0123", false);

        assertThat(task.getSignature()).isEqualTo("0123");
        assertThat(task.isComplete()).isFalse();
    }

    @Test
    void knowsItsNewestExecution() {
        task.ranAs(6);
        task.ranAs(7);

        assertThat(task.getExecutionId()).hasValue(7);
    }

    @Test
    void knowsEveryTypeByItsCodeAndTakesAnUnknownOneForARetrace() {
        for (TaskType type : TaskType.values()) {
            assertThat(TaskType.ofCode(type.code())).isEqualTo(type);
        }
        assertThat(TaskType.ofCode(5)).isEqualTo(TaskType.RETRACE);
        assertThat(TaskType.ofCode(-1)).isEqualTo(TaskType.RETRACE);
        assertThat(TaskType.ofCode(1L << 32)).isEqualTo(TaskType.RETRACE);
    }

    @Test
    void tellsTheClassicClientsInTheirWords() {
        assertThat(TaskState.QUEUED.wireName()).isEqualTo("PENDING");
        assertThat(TaskState.RUNNING.wireName()).isEqualTo("PENDING");
        assertThat(TaskState.SUCCESS.wireName()).isEqualTo("FINISHED_SUCCESS");
        assertThat(TaskState.FAILURE.wireName()).isEqualTo("FINISHED_FAILURE");
    }
}
