// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.retrace.task.TaskStep;

class StepRunTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

    private final StepRun run = new StepRun(7, TaskStep.DEBUG, "toast/0a1b", BEGAN);

    @Test
    void hasNoEndWhileItRuns() {
        assertThat(run.getNode()).isEqualTo("toast");
        assertThat(run.getOutcome()).isEmpty();
        assertThat(run.getFinishedAt()).isEmpty();
    }

    @Test
    void endsOnce() {
        run.end(RunOutcome.CUT_OFF, "its server was shut down", BEGAN.plusSeconds(3));
        run.end(RunOutcome.DONE, null, BEGAN.plusSeconds(9));

        assertThat(run.getOutcome()).contains(RunOutcome.CUT_OFF);
        assertThat(run.getReason()).contains("its server was shut down");
        assertThat(run.getFinishedAt()).contains(BEGAN.plusSeconds(3));
    }
}
