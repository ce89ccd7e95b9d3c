// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.operations.BatchRuntimeException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.retrace.task.queue.GiveBack;

class RetraceJobsTest {

    @Test
    void countsNoAttemptForAJobThatTheDatabaseKeptFromStarting() {
        SQLException away = new SQLException("This connection has been closed.", "08003");
        assertThat(RetraceJobs.reasonOf(new BatchRuntimeException("cannot insert the job instance", away)))
                .isEqualTo(GiveBack.OUTAGE);
    }

    @Test
    void countsTheAttemptOfAJobThatCouldNotBeStartedForNoKnownReason() {
        assertThat(RetraceJobs.reasonOf(new BatchRuntimeException("no such job")))
                .isEqualTo(GiveBack.FAILURE);
    }
}
