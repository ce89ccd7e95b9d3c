// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.context.JobContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Optional;
import org.retrace.batch.BatchLogger;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;
import org.retrace.repository.sync.SyncState;

/** Makes the end of the job the end of its run. */
@Named
@Dependent
public class SyncJobListener implements JobListener {

    @Inject
    @BatchProperty
    private String runId;

    @Inject
    private JobContext context;

    @Inject
    private LiveSyncs live;

    @Inject
    private SyncRuns runs;

    @Override
    public void beforeJob() {
        live.of(runId);
    }

    @Override
    public void afterJob() {
        ReleaseWork work = live.of(runId);
        try {
            tell(work);
        } finally {
            live.end(work.run().id());
        }
    }

    private void tell(ReleaseWork work) {
        SyncRun run = work.run();
        Optional<String> failure = work.failure();
        BatchStatus status = context.getBatchStatus();
        if (work.isCutOff()) {
            runs.leave(run.id());
        } else if (failure.isPresent()) {
            finish(run, SyncState.FAILED, failure.get());
        } else if (status == BatchStatus.STOPPED || status == BatchStatus.STOPPING) {
            runs.leave(run.id());
        } else if (status == BatchStatus.FAILED) {
            finish(run, SyncState.FAILED, "the server failed; its log says why");
        } else {
            finish(run, SyncState.DONE, "");
        }
    }

    private void finish(SyncRun run, SyncState state, String reason) {
        runs.finish(run.id(), state, reason);
        BatchLogger.LOG.syncEnded(run.release().toString(), run.id(), state.name(), reason);
    }
}
