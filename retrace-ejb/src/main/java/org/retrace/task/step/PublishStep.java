// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.retrace.process.Cancellation;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;

/** Gives the backtrace its name, by one rename. */
@Stateless
@LocalBean
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PublishStep implements RetraceStep {

    @Inject
    private TaskFiles files;

    @Override
    public StepOutcome run(long taskId, Cancellation cancellation) throws IOException {
        TaskDirectory directory = files.directory(taskId);
        if (Files.exists(directory.trimmedBacktrace())) {
            Files.move(directory.trimmedBacktrace(), directory.backtrace(), StandardCopyOption.ATOMIC_MOVE);
        }
        return new StepOutcome.Done();
    }
}
