// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import org.retrace.process.Cancellation;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskProgress;
import org.retrace.task.TaskStep;
import org.retrace.task.TaskStore;
import org.retrace.task.TaskType;

/**
 * Removes what only the running task needed, and after a whole success the crash data; a failure or an incomplete
 * backtrace keeps it for a while, a debug task for ever.
 */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CleanStep implements RetraceStep {

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskProgress progress;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        TaskDirectory directory = files.directory(taskId);
        RetraceTask task = tasks.find(taskId).orElseThrow();
        directory.removeWork();
        boolean success = task.getFailure() == null && Files.exists(directory.backtrace());
        if (success && task.isComplete() && task.getType() == TaskType.RETRACE) {
            directory.removeCrash();
            progress.crashRemoved(taskId);
            progress.log(taskId, TaskStep.CLEAN, "crash data removed");
        } else {
            progress.log(taskId, TaskStep.CLEAN, "crash data kept, so that the task can be tried again");
        }
        return new StepOutcome.Done();
    }
}
