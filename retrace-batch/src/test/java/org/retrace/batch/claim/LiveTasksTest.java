// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrace.process.Cancellation;

class LiveTasksTest {

    private static final long TASK = 7;
    private static final long EXECUTION = 70;

    private long now;
    private final LiveTasks live = new LiveTasks(() -> now);
    private final Cancellation step = new Cancellation();

    @BeforeEach
    void claim() {
        live.claimed(TASK, Duration.ofMinutes(5));
        live.began(TASK, EXECUTION);
    }

    @Test
    void livesInAStepForAsLongAsThatTakes() {
        assertThat(live.enter(TASK, EXECUTION, step, null)).isTrue();
        pass(Duration.ofHours(10));
        assertThat(live.alive()).containsExactly(TASK);
    }

    @Test
    void isDeadWhenNobodyHearsOfItBetweenSteps() {
        live.enter(TASK, EXECUTION, step, null);
        live.leaveTimedOut(TASK, EXECUTION);
        pass(LiveTask.LONGEST_GAP.minusSeconds(1));
        assertThat(live.alive()).containsExactly(TASK);
        pass(Duration.ofSeconds(1));
        assertThat(live.alive()).isEmpty();
        assertThat(live.all()).containsOnlyKeys(TASK);
    }

    @Test
    void isDeadAtOnceWhenItsEndCouldNotBeTold() {
        live.endedWithoutWord(TASK);
        assertThat(live.alive()).isEmpty();
        assertThat(live.enter(TASK, EXECUTION, step, null)).isFalse();
    }

    @Test
    void letsNoOtherExecutionInThanTheOneThatBegan() {
        assertThat(live.enter(TASK, EXECUTION - 1, step, null)).isFalse();
        assertThat(live.enter(TASK + 1, EXECUTION, step, null)).isFalse();
        assertThat(live.speaksFor(TASK, EXECUTION)).isTrue();
    }

    @Test
    void letsNoSecondExecutionBeginForTheSameClaim() {
        assertThat(live.began(TASK, EXECUTION + 1)).isFalse();
        assertThat(live.enter(TASK, EXECUTION, step, null)).isTrue();
        live.claimed(TASK, Duration.ofMinutes(5));
        assertThat(live.began(TASK, EXECUTION + 1)).isTrue();
    }

    @Test
    void doesNotTakeTheEndOfAnEarlierExecutionsStepForThatOfItsOwn() {
        live.enter(TASK, EXECUTION, step, null);
        live.leaveTimedOut(TASK, EXECUTION - 1);
        live.failed(TASK, EXECUTION - 1, "gone", false);
        pass(Duration.ofHours(1));
        assertThat(live.alive()).containsExactly(TASK);
        assertThat(live.failure(TASK)).isEmpty();
    }

    @Test
    void stopsAStepThatTakesLongerThanTheTaskMay() {
        live.enter(TASK, EXECUTION, step, null);
        passRenewed(Duration.ofMinutes(5).minusSeconds(1));
        live.expire();
        assertThat(step.isCancelled()).isFalse();
        pass(Duration.ofSeconds(1));
        live.expire();
        assertThat(step.isCancelled()).isTrue();
        assertThat(live.leaveTimedOut(TASK, EXECUTION)).isTrue();
    }

    @Test
    void stopsAStepAtOnceThatBeginsTooLate() {
        passRenewed(Duration.ofMinutes(5));
        live.enter(TASK, EXECUTION, step, null);
        assertThat(step.isCancelled()).isTrue();
    }

    @Test
    void stopsAStepThatTakesLongerThanItMayItself() {
        live.enter(TASK, EXECUTION, step, Duration.ofSeconds(10));
        pass(Duration.ofSeconds(10));
        live.expire();
        assertThat(step.isCancelled()).isTrue();
    }

    @Test
    void stopsAStepWhoseLeaseNobodyRenews() {
        live.enter(TASK, EXECUTION, step, Duration.ofMinutes(30));
        pass(LiveTask.LONGEST_TRUST.minusSeconds(1));
        live.expire();
        assertThat(step.isCancelled()).isFalse();
        pass(Duration.ofSeconds(1));
        live.expire();
        assertThat(step.isCancelled()).isTrue();
        assertThat(live.leaveTimedOut(TASK, EXECUTION)).isFalse();
        live.failed(TASK, EXECUTION, "stopped", false);
        assertThat(live.failure(TASK)).contains(new LiveTask.Failure("stopped", true));
        assertThat(live.speaksFor(TASK, EXECUTION)).isTrue();
    }

    @Test
    void countsALeaseFromTheQuestionForIt() {
        live.enter(TASK, EXECUTION, step, Duration.ofMinutes(30));
        pass(Duration.ofSeconds(10));
        long asked = live.now();
        pass(Duration.ofSeconds(30));
        live.renewed(Set.of(TASK), asked);
        pass(Duration.ofSeconds(19));
        live.expire();
        assertThat(step.isCancelled()).isFalse();
        pass(Duration.ofSeconds(1));
        live.expire();
        assertThat(step.isCancelled()).isTrue();
    }

    @Test
    void letsTheLastStepCleanUpAlthoughTheTasksTimeRanOut() {
        live.enter(TASK, EXECUTION, step, null);
        passRenewed(Duration.ofMinutes(5));
        live.expire();
        live.leaveTimedOut(TASK, EXECUTION);
        Cancellation clean = new Cancellation();

        assertThat(live.enter(TASK, EXECUTION, clean, Duration.ofMinutes(30))).isTrue();
        live.expire();
        assertThat(clean.isCancelled()).isFalse();
        assertThat(live.leaveTimedOut(TASK, EXECUTION)).isFalse();
    }

    @Test
    void stopsAndSilencesWhatLostItsClaim() {
        live.enter(TASK, EXECUTION, step, null);
        lose();
        assertThat(step.isCancelled()).isTrue();
        assertThat(live.leaveTimedOut(TASK, EXECUTION)).isFalse();
        assertThat(live.speaksFor(TASK, EXECUTION)).isFalse();
        assertThat(live.all()).containsOnlyKeys(TASK);
        live.forget(TASK, EXECUTION);
        assertThat(live.all()).isEmpty();
    }

    @Test
    void letsNoStepBeginOfATaskThatWasLostBetweenSteps() {
        lose();
        assertThat(live.enter(TASK, EXECUTION, step, null)).isFalse();
    }

    @Test
    void forgetsNothingOfAnotherExecution() {
        lose();
        live.forget(TASK, EXECUTION + 1);
        assertThat(live.all()).containsOnlyKeys(TASK);
    }

    @Test
    void takesNothingUpForAWhileAfterTheContainerStoppedAJob() {
        assertThat(live.isPaused()).isFalse();
        live.pause();
        assertThat(live.isPaused()).isTrue();
        pass(Duration.ofSeconds(10));
        assertThat(live.isPaused()).isFalse();
    }

    private void lose() {
        live.all().forEach(live::lost);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** The same while the heartbeat does its work. */
    private void passRenewed(Duration time) {
        pass(time);
        live.renewed(Set.of(TASK), now);
    }
}
