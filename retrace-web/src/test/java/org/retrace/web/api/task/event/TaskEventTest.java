// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.api.task.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrace.task.TaskStep;
import org.retrace.task.journal.RunOutcome;
import org.retrace.task.list.Standing;
import org.retrace.task.result.StepNews;
import org.retrace.task.result.TaskNews;

class TaskEventTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

    private static StepNews run(long number, TaskStep step, Optional<RunOutcome> outcome) {
        Optional<Instant> end = outcome.map(any -> BEGAN.plusSeconds(1));
        return new StepNews(number, step, "toast", BEGAN, end, outcome, Optional.empty());
    }

    private static StepNews done(long number, TaskStep step) {
        return run(number, step, Optional.of(RunOutcome.DONE));
    }

    private static TaskNews news(Standing standing, StepNews... runs) {
        Optional<Instant> end = standing.isFinished() ? Optional.of(BEGAN.plusSeconds(9)) : Optional.empty();
        Optional<String> failure = standing == Standing.FAILURE ? Optional.of("debug: it died") : Optional.empty();
        return new TaskNews(7, standing, end, failure, List.of(runs));
    }

    private static List<String> told(EventPlace place, TaskNews news) {
        return TaskEvent.since(place, news).stream()
                .map(event -> event.name() + " "
                        + event.fields().getOrDefault("state", event.fields().get("step")) + " "
                        + event.fields().getOrDefault("outcome", ""))
                .map(String::strip)
                .toList();
    }

    private static EventPlace after(EventPlace place, TaskNews news) {
        List<TaskEvent> events = TaskEvent.since(place, news);
        return events.get(events.size() - 1).place();
    }

    @Test
    void waitingTaskHasAStateAlone() {
        assertThat(told(EventPlace.FIRST, news(Standing.QUEUED))).containsExactly("state QUEUED");
    }

    @Test
    void taskRunsBeforeItsStepsAndEndsAfterThem() {
        StepNews open = run(41, TaskStep.RESOLVE, Optional.empty());

        assertThat(told(EventPlace.FIRST, news(Standing.RUNNING, done(40, TaskStep.IDENTIFY), open)))
                .containsExactly("state RUNNING", "step IDENTIFY", "step IDENTIFY DONE", "step RESOLVE");
        assertThat(told(EventPlace.FIRST, news(Standing.SUCCESS, done(40, TaskStep.IDENTIFY))))
                .containsExactly("step IDENTIFY", "step IDENTIFY DONE", "finished SUCCESS");
    }

    @Test
    void nothingIsToldTwice() {
        StepNews open = run(41, TaskStep.RESOLVE, Optional.empty());
        TaskNews before = news(Standing.RUNNING, done(40, TaskStep.IDENTIFY), open);
        EventPlace place = after(EventPlace.FIRST, before);

        assertThat(told(place, before)).isEmpty();
        assertThat(told(place, news(Standing.FAILURE, done(40, TaskStep.IDENTIFY), done(41, TaskStep.RESOLVE))))
                .containsExactly("step RESOLVE DONE", "finished FAILURE");
    }

    @Test
    void eachEventIsAPlaceToGoOnFrom() {
        TaskNews all = news(Standing.SUCCESS, done(40, TaskStep.IDENTIFY), done(45, TaskStep.CLEAN));
        List<TaskEvent> events = TaskEvent.since(EventPlace.FIRST, all);

        for (int i = 0; i < events.size(); i++) {
            EventPlace place =
                    EventPlace.parse(events.get(i).place().toString()).orElseThrow();
            assertThat(TaskEvent.since(place, all)).isEqualTo(events.subList(i + 1, events.size()));
        }
    }

    @Test
    void taskThatIsGivenBackWaitsAfterTheStepThatWasCutOff() {
        EventPlace place = after(EventPlace.FIRST, news(Standing.RUNNING, run(40, TaskStep.DEBUG, Optional.empty())));

        assertThat(told(place, news(Standing.QUEUED, run(40, TaskStep.DEBUG, Optional.of(RunOutcome.CUT_OFF)))))
                .containsExactly("step DEBUG CUT_OFF", "state QUEUED");
    }

    @Test
    void secondEndOfATaskThatWasTriedAgainIsTold() {
        TaskNews first = news(Standing.FAILURE);
        TaskNews second =
                new TaskNews(7, Standing.FAILURE, Optional.of(BEGAN.plusSeconds(99)), first.failure(), List.of());

        assertThat(told(after(EventPlace.FIRST, first), second)).containsExactly("finished FAILURE");
    }

    @Test
    void failureSaysWhyAndWhen() {
        List<TaskEvent> events = TaskEvent.since(EventPlace.FIRST, news(Standing.FAILURE));

        assertThat(events.get(0).fields())
                .containsEntry("failure", "debug: it died")
                .containsEntry("finishedAt", "2026-03-01T12:00:09Z");
    }
}
