// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.retrace.batch.BatchLogger;
import org.retrace.repository.PackagesIndexed;
import org.retrace.task.TaskFiles;
import org.retrace.task.queue.TaskReruns;

/**
 * Has tasks tried again whose packages came: at once when they came on this node, and every few minutes for what other
 * nodes indexed, or what was indexed just before a kill.
 */
@ApplicationScoped
public class RerunWatch {

    /** After the last package came, for so long: some tasks rest before they are tried again. */
    private static final Duration ATTENTION = Duration.ofMinutes(2);

    private static final Duration SELDOM = Duration.ofMinutes(5);

    /** A look that took long is not made again before this many times as long. */
    private static final int TAKEN = 20;

    @Inject
    private TaskReruns reruns;

    @Inject
    private TaskFiles files;

    private volatile long arrived = System.nanoTime() - ATTENTION.toNanos();
    private long took;
    private long looked = System.nanoTime() - SELDOM.toNanos();

    void indexed(@Observes(during = TransactionPhase.AFTER_SUCCESS) PackagesIndexed event) {
        arrived = System.nanoTime();
    }

    /** To be called each second. */
    public void look() {
        long now = System.nanoTime();
        long rest = now - arrived < ATTENTION.toNanos() ? TAKEN * took : SELDOM.toNanos();
        if (now - looked >= rest) {
            rerun();
            looked = System.nanoTime();
            took = looked - now;
        }
    }

    private void rerun() {
        List<Long> again = reruns.rerun();
        for (long id : again) {
            try {
                files.directory(id).log("queued again, because packages came that it lacked");
            } catch (IOException e) {
                BatchLogger.LOG.filesNotWritten(id, e);
            }
        }
        if (!again.isEmpty()) {
            BatchLogger.LOG.tasksAgain(again.size());
        }
    }
}
