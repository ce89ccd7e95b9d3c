// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import org.retrace.batch.BatchLogger;
import org.retrace.task.ClaimLostException;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStorage;
import org.retrace.task.queue.GiveBack;
import org.retrace.task.queue.TaskClaims;

/**
 * What follows when a job ends: the task's end, or its way back to the queue. When the database cannot be told, the
 * heartbeat gives the claim back as soon as it can.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TaskEnd {

    @Inject
    private LiveTasks live;

    @Inject
    private TaskClaims claims;

    @Inject
    private TaskProgress progress;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskStorage storage;

    /** The job has done all its steps. */
    public void finish(long taskId) {
        tell(taskId, () -> end(taskId));
    }

    /** The task cannot be run any more. */
    public void giveUp(long taskId, String reason) {
        tell(taskId, () -> {
            attempt(taskId, () -> files.directory(taskId).removeWork());
            attempt(taskId, () -> progress.giveUp(taskId, reason));
            end(taskId);
        });
    }

    private void end(long taskId) {
        attempt(taskId, () -> files.directory(taskId).markEnd(Instant.now()));
        progress.finish(taskId);
        BatchLogger.LOG.taskEnded(taskId);
    }

    /** The job was stopped because this server is shut down. */
    public void stopped(long taskId) {
        tell(taskId, () -> claims.giveBack(taskId, GiveBack.SHUTDOWN));
    }

    /** The job ended by an exception: it is tried again, until the claims that count are used up. */
    public void failed(long taskId) {
        LiveTask.Failure failure =
                live.failure(taskId).orElse(new LiveTask.Failure("the server could not run the task", true));
        boolean outage = failure.outage() || storage.trouble().isPresent();
        tell(taskId, () -> {
            attempt(taskId, () -> progress.tryAgain(taskId, failure.reason()));
            claims.giveBack(taskId, outage ? GiveBack.OUTAGE : GiveBack.FAILURE);
        });
    }

    /** What is done to the files of a task. */
    private interface Attempt {
        void make() throws IOException;
    }

    /** Without its log or its directory a task ends all the same: the next time the same would be missing. */
    private static void attempt(long taskId, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException e) {
            BatchLogger.LOG.filesNotWritten(taskId, e);
        }
    }

    private void tell(long taskId, Runnable word) {
        try {
            word.run();
            live.ended(taskId);
        } catch (ClaimLostException e) {
            BatchLogger.LOG.claimLost(taskId);
            live.ended(taskId);
        } catch (EJBException e) {
            BatchLogger.LOG.endNotTold(taskId, e);
            live.endedWithoutWord(taskId);
        }
    }
}
