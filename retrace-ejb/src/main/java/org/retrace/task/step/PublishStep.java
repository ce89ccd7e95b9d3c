// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.retrace.process.Cancellation;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;

/** Gives the backtrace its names, by one rename each: the text last, which says that there is one. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PublishStep implements RetraceStep {

    @Inject
    private TaskFiles files;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        TaskDirectory directory = files.directory(taskId);
        publish(directory.joinedBacktrace(), directory.backtraceJson());
        publish(directory.ratedExploitability(), directory.exploitable());
        publish(directory.trimmedBacktrace(), directory.backtrace());
        return new StepOutcome.Done();
    }

    private static void publish(Path made, Path place) throws IOException {
        if (Files.exists(made)) {
            TaskDirectory.place(made, place);
        }
    }
}
