// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.util.Optional;
import org.retrace.repository.store.Trees;

/**
 * Deletes tasks at the word of who has their password. The row goes first: a server that runs the task learns from its
 * next heartbeat that it has no claim any more, and what it still leaves in the directory is an orphan.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TaskRemoval {

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskFiles files;

    /** All data of a task is gone when this ends, but for what a server that runs it has just written. */
    public void remove(long taskId) throws IOException {
        tasks.remove(taskId);
        try {
            Trees.remove(files.directory(taskId).path());
        } catch (DirectoryNotEmptyException e) {
            // it wrote while we removed: an orphan, and removed as one
        }
    }

    /**
     * The crash of a task that has ended is gone when this ends, and the task says so; under its row's lock, so that
     * nobody queues it again meanwhile. One that was queued again keeps its crash.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void removeCrash(long taskId) throws IOException {
        Optional<RetraceTask> ended =
                tasks.locked(taskId).filter(task -> task.getState().isFinished());
        if (ended.isPresent()) {
            files.directory(taskId).removeCrash();
            ended.get().crashRemoved();
        }
    }
}
