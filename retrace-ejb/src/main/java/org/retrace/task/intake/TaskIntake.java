// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.store.Trees;
import org.retrace.settings.NodeIdentity;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;

/**
 * Accepts uploads: streams the archive into a directory of its own beside the tasks, checks it, gives the directory its
 * task's name and commits the row. Whatever fails before the commit leaves nothing behind.
 */
@ApplicationScoped
public class TaskIntake {

    /** Uploads under way lie in directories of this prefix, then the server's mark, then a random part. */
    public static final String INCOMING = ".incoming-";

    /** Half of the heap, for all uploads that are unpacked at once. */
    private final Semaphore memoryKibibytes = new Semaphore((int) Math.min(
            Integer.MAX_VALUE,
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax() / 2 / 1024));

    @Inject
    private Settings settings;

    @Inject
    private NodeIdentity identity;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskStore tasks;

    @Inject
    private TaskRegistrar registrar;

    /**
     * Takes an upload in.
     *
     * @param body the archive while it arrives; not closed, and not read further after a refusal
     * @throws IOException when the client leaves or our disk fails; nothing is left then
     */
    public IntakeOutcome accept(UploadRequest request, InputStream body) throws IOException {
        RetraceSettings current = settings.current();
        if (registrar.isFull()) {
            return new IntakeOutcome.Refused(Refusal.fullyLoaded());
        }
        Path incoming = TaskDirectory.create(files.saveDir().resolve(INCOMING + identity.mark() + UUID.randomUUID()));
        try {
            TaskDirectory directory = new TaskDirectory(incoming);
            unpack(body, directory, current);
            return adopt(request, directory, current);
        } catch (RefusedException e) {
            return new IntakeOutcome.Refused(e.refusal());
        } finally {
            Trees.remove(incoming);
        }
    }

    private void unpack(InputStream body, TaskDirectory directory, RetraceSettings current)
            throws IOException, RefusedException {
        Path crash = TaskDirectory.create(directory.crash());
        long maxBytes = current.limits().maxUnpackedBytes();
        StorageGuard guard = new StorageGuard(
                Files.getFileStore(crash), maxBytes, current.limits().minStorageLeftBytes());
        new CrashUnpacker(crash, guard, memoryKibibytes).unpack(body);
        List<String> required = current.uploads().allowMissingFiles()
                ? List.of(CrashFile.COREDUMP)
                : List.of(CrashFile.COREDUMP, CrashFile.EXECUTABLE, CrashFile.PACKAGE);
        for (String name : required) {
            if (!Files.isRegularFile(crash.resolve(name))) {
                throw new RefusedException(Refusal.missing(name));
            }
        }
        CrashUnpacker.checkCoredump(directory.coredump());
    }

    private IntakeOutcome adopt(UploadRequest request, TaskDirectory incoming, RetraceSettings current)
            throws IOException {
        String password = registrar.newPassword(current.tasks().passwordLength());
        incoming.write(incoming.password(), password);
        incoming.write(incoming.type(), Integer.toString(request.type().code()));
        Files.writeString(incoming.receiver(), identity.mark());
        long id = registrar.issueId(current.tasks().idLength());
        RetraceTask task = new RetraceTask(id, request.type(), Instant.now());
        task.describe(
                line(incoming, CrashFile.PACKAGE),
                line(incoming, CrashFile.EXECUTABLE),
                line(incoming, CrashFile.OS_RELEASE));
        task.weigh(Files.size(incoming.coredump()));
        TaskDirectory adopted = files.directory(id);
        Trees.forceAll(incoming.path());
        Files.move(incoming.path(), adopted.path(), StandardCopyOption.ATOMIC_MOVE);
        boolean registered = false;
        try {
            Trees.force(files.saveDir());
            registered = registrar.register(task);
            Files.deleteIfExists(adopted.receiver());
        } finally {
            if (!registered && tasks.find(id).isEmpty()) {
                Trees.remove(adopted.path());
            }
        }
        return registered ? new IntakeOutcome.Accepted(id, password) : new IntakeOutcome.Refused(Refusal.fullyLoaded());
    }

    /** First line of a small file of the upload; null when it has none. */
    private static @Nullable String line(TaskDirectory directory, String name) throws IOException {
        Path file = directory.crash().resolve(name);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', '?');
        return text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
