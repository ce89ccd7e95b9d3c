// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskState;
import org.retrace.task.TaskType;
import org.retrace.task.list.SignatureKey;

class TaskViewTest {

    private static final Instant CREATED = StandingTask.CREATED;

    private static TaskView view(RetraceTask task) {
        return TaskView.of(task, 3, CREATED.plusSeconds(90));
    }

    @Test
    void waitingTaskKnowsItsPlaceAndHasTakenNoTime() {
        var task = new RetraceTask(123_456_789, TaskType.ofCode(0), CREATED);
        task.weigh(1536);
        assertThat(view(task))
                .isEqualTo(new TaskView(
                        123_456_789,
                        "queued",
                        "Queued",
                        "Waiting for a free worker (3 ahead)",
                        0,
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "1.5 KiB",
                        "1 min ago",
                        "2026-03-01 12:00:00 UTC",
                        ""));
    }

    @Test
    void tellsWhatTheUploaderSaid() {
        var task = new RetraceTask(1, TaskType.ofCode(0), CREATED);
        task.describe("shop-1.0-1.x86_64", "/usr/bin/shop\u202E", "Crumb 1");
        assertThat(view(task).signatureParts()).isEmpty();
        assertThat(view(task).packageName()).isEqualTo("shop-1.0-1.x86_64");
        assertThat(view(task).program()).isEqualTo("/usr/bin/shop⟨U+202E⟩");
        assertThat(view(task).release()).isEqualTo("Crumb 1");
        assertThat(view(task).size()).isEmpty();
        assertThat(view(task).same()).isEmpty();
    }

    @Test
    void wholeSuccessNeedsNoSentence() {
        var view = view(new StandingTask(1, TaskState.SUCCESS, true));
        assertThat(view.word()).isEqualTo("Success");
        assertThat(view.sentence()).isEmpty();
        assertThat(view.duration()).isEqualTo("took 12 s");
    }

    @Test
    void successWithGapsSaysSo() {
        var view = view(new StandingTask(1, TaskState.SUCCESS, false));
        assertThat(view.kind()).isEqualTo("partial");
        assertThat(view.word()).isEqualTo("Incomplete");
        assertThat(view.sentence()).contains("the log names them");
    }

    @Test
    void signatureBreaksBehindItsColonsAndRepeatsNoProgram() {
        var task = new StandingTask(1, TaskState.SUCCESS, true);
        assertThat(view(task).signatureParts()).containsExactly("/usr/bin/shop:", "11:", "buy:", "main");
        task.describe(null, "/usr/bin/shop", null);
        assertThat(view(task).signatureParts()).containsExactly("buy:", "main");
    }

    @Test
    void failureIsNeverSilent() {
        var view = view(new StandingTask(1, TaskState.FAILURE, true));
        assertThat(view.word()).isEqualTo("Failed");
        assertThat(view.kind()).isEqualTo("failed");
        assertThat(view.sentence()).isNotEmpty();
    }

    @Test
    void signatureLeadsToTheTasksThatShareIt() {
        assertThat(view(new StandingTask(1, TaskState.SUCCESS, true)).same())
                .isEqualTo("tasks.xhtml?signature=" + SignatureKey.of("/usr/bin/shop:11:buy:main"));
    }

    @Test
    void runningTaskKnowsItsStep() {
        assertThat(view(new StandingTask(1, TaskState.RUNNING, true)).step()).isEqualTo(1);
        assertThat(view(new StandingTask(1, TaskState.FAILURE, true)).step()).isZero();
    }
}
