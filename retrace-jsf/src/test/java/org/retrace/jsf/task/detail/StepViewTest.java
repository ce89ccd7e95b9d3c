// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrace.jsf.task.detail.EndedTask.CREATED;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrace.task.TaskState;
import org.retrace.task.TaskStep;
import org.retrace.task.journal.RunOutcome;
import org.retrace.task.journal.StepRun;

class StepViewTest {

    private static final Instant NOW = CREATED.plusSeconds(60);

    private static StepRun run(TaskStep step, String node, int begin) {
        return new StepRun(42, step, node + "/boot", CREATED.plusSeconds(begin));
    }

    private static StepRun done(TaskStep step, int begin, int end) {
        var run = run(step, "one", begin);
        run.end(RunOutcome.DONE, null, CREATED.plusSeconds(end));
        return run;
    }

    private static StepRun cutOff(TaskStep step, int begin) {
        var run = run(step, "one", begin);
        run.end(RunOutcome.CUT_OFF, "its server ended without a word", null);
        return run;
    }

    @Test
    void runningTaskHasStepsBehindItAndBeforeIt() {
        var steps = StepView.of(
                EndedTask.in(TaskState.RUNNING),
                List.of(done(TaskStep.IDENTIFY, 10, 12), run(TaskStep.RESOLVE, "one", 12)),
                NOW);

        assertThat(steps)
                .extracting(StepView::kind)
                .containsExactly("done", "running", "waiting", "waiting", "waiting", "waiting", "waiting");
        assertThat(steps.get(0).time()).isEqualTo("2.0 s");
        assertThat(steps.get(1).time()).isEqualTo("48 s");
        assertThat(steps.get(2).time()).isEmpty();
    }

    @Test
    void failedTaskLeavesStepsOut() {
        var failed = run(TaskStep.RESOLVE, "one", 12);
        failed.end(RunOutcome.FAILED, null, CREATED.plusSeconds(13));
        var steps = StepView.of(
                EndedTask.failed("resolve: nothing"),
                List.of(done(TaskStep.IDENTIFY, 10, 12), failed, done(TaskStep.CLEAN, 13, 14)),
                NOW);

        assertThat(steps)
                .extracting(StepView::kind)
                .containsExactly("done", "failed", "skipped", "skipped", "skipped", "skipped", "done");
    }

    @Test
    void runThatWasCutOffSaysSoUntilItIsRunAgain() {
        var cut = cutOff(TaskStep.DEBUG, 20);

        assertThat(StepView.of(EndedTask.in(TaskState.QUEUED), List.of(cut), NOW)
                        .get(3))
                .isEqualTo(new StepView("cut", "Debug", "cut off", ""));
        assertThat(StepView.of(EndedTask.in(TaskState.RUNNING), List.of(cut, done(TaskStep.DEBUG, 30, 33)), NOW)
                        .get(3))
                .isEqualTo(new StepView("done", "Debug", "done", "3.0 s"));
    }

    @Test
    void taskOfBeforeTheJournalHasNoSteps() {
        assertThat(StepView.of(EndedTask.in(TaskState.SUCCESS), List.of(), NOW)).isEmpty();
        assertThat(StepView.of(EndedTask.in(TaskState.QUEUED), List.of(), NOW)).hasSize(7);
    }

    @Test
    void historyTellsWhoTookItUpAndWhatCutItOff() {
        var again = run(TaskStep.DEBUG, "two", 40);
        again.end(RunOutcome.DONE, null, CREATED.plusSeconds(41));
        var moments = Moment.of(
                EndedTask.in(TaskState.SUCCESS),
                List.of(done(TaskStep.IDENTIFY, 10, 12), cutOff(TaskStep.DEBUG, 12), again),
                NOW);

        assertThat(moments)
                .extracting(Moment::what)
                .containsExactly(
                        "Sent in",
                        "Taken up",
                        "Identify, done",
                        "Debug, cut off",
                        "Taken up again",
                        "Debug, done",
                        "Ended: Success");
        assertThat(moments).extracting(Moment::where).containsExactly("", "one", "one", "one", "two", "two", "");
        assertThat(moments.get(3).reason()).isEqualTo("its server ended without a word");
        assertThat(moments.get(6).took()).isEqualTo("12 s");
    }

    @Test
    void historyOfAFailureEndsWithItsReason() {
        assertThat(Moment.of(EndedTask.failed("resolve: nothing"), List.of(), NOW))
                .last()
                .isEqualTo(new Moment(
                        "failed", "2026-03-01 12:00:22 UTC", "Ended: Failed", "", "12 s", "resolve: nothing"));
    }
}
