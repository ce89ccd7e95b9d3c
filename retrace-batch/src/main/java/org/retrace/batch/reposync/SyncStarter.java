// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.reposync;

import jakarta.batch.operations.BatchRuntimeException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Properties;
import org.retrace.batch.BatchLogger;
import org.retrace.repository.fetch.ReleaseWork;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncRuns;
import org.retrace.repository.sync.SyncState;

/** Starts the jobs of runs that were begun. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SyncStarter {

    private static final String JOB = "reposync";

    @Inject
    private LiveSyncs live;

    @Inject
    private SyncRuns runs;

    /** Starts one soon, in another thread. */
    @Asynchronous
    public void start(SyncRun run) {
        BatchLogger.LOG.syncBegun(run.release().toString(), run.id(), run.attempt());
        live.begin(new ReleaseWork(run));
        Properties parameters = new Properties();
        parameters.setProperty("runId", Long.toString(run.id()));
        try {
            BatchRuntime.getJobOperator().start(JOB, parameters);
        } catch (BatchRuntimeException e) {
            live.end(run.id());
            BatchLogger.LOG.syncNotStarted(run.release().toString(), e);
            runs.finish(run.id(), SyncState.FAILED, "its job could not be started: " + e.getMessage());
        }
    }
}
