// SPDX-License-Identifier: Apache-2.0
package org.retrace.web.retraceserver;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;
import org.retrace.web.LaterBody;

/**
 * The synchronous answer: the task's log as it grows, its status every five seconds, at its end the last status and
 * after success the backtrace. Each holds a thread, so only some clients get one; the others ask again and again.
 */
@ApplicationScoped
public class TaskFollower {

    private static final int MAX_FOLLOWED = 64;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration STATUS = Duration.ofSeconds(5);

    private final Semaphore places = new Semaphore(MAX_FOLLOWED);

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskFiles files;

    /** The answer's body; empty when too many are written already. Whoever gets one must write it. */
    Optional<LaterBody> follow(long taskId) {
        return places.tryAcquire() ? Optional.of(out -> write(taskId, out)) : Optional.empty();
    }

    private void write(long taskId, OutputStream out) throws IOException {
        try {
            new Following(taskId, out).run();
        } finally {
            places.release();
        }
    }

    /** One answer under way. */
    private final class Following {

        private final long taskId;
        private final OutputStream out;
        private long logBytes;
        private long nextStatus = System.nanoTime();

        Following(long taskId, OutputStream out) {
            this.taskId = taskId;
            this.out = out;
        }

        void run() throws IOException {
            Optional<RetraceTask> task = tasks.find(taskId);
            while (task.isPresent() && !task.get().getState().isFinished() && pause()) {
                log();
                if (System.nanoTime() - nextStatus >= 0) {
                    nextStatus += STATUS.toNanos();
                    status(task.get());
                }
                out.flush();
                task = tasks.find(taskId);
            }
            if (task.isPresent() && task.get().getState().isFinished()) {
                end(task.get());
            }
        }

        private void end(RetraceTask task) throws IOException {
            log();
            status(task);
            Optional<Path> backtrace = files.backtrace(taskId);
            if (task.getState().wireName().endsWith("SUCCESS") && backtrace.isPresent()) {
                Files.copy(backtrace.get(), out);
            }
            out.flush();
        }

        /** What the log has grown by. */
        private void log() throws IOException {
            Optional<Path> file = files.log(taskId);
            if (file.isEmpty()) {
                return;
            }
            try (InputStream in = Files.newInputStream(file.get())) {
                in.skipNBytes(logBytes);
                logBytes += in.transferTo(out);
            }
        }

        private void status(RetraceTask task) throws IOException {
            out.write(("X-Task-Status: " + task.getState().wireName() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** False when the server stops. */
    private static boolean pause() {
        try {
            Thread.sleep(LOOK.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
