// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.retrace.repository.store.Trees;
import org.retrace.settings.NodeIdentity;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;
import org.retrace.task.RetraceTask;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStore;
import org.retrace.task.TaskType;

/**
 * Accepts uploads: streams the archive into a directory of its own beside the tasks, checks it, gives the directory its
 * task's name and commits the row. Whatever fails before the commit leaves nothing behind.
 */
@ApplicationScoped
public class TaskIntake {

    /** Uploads under way lie in directories of this prefix, then the server's mark, then a random part. */
    public static final String INCOMING = ".incoming-";

    private static final List<String> LARGE_FILES = Stream.concat(
                    Stream.of(CrashFile.COREDUMP), CrashFile.VMCORES.stream())
            .toList();

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

    @Inject
    private UploadKeys keys;

    /**
     * Takes an upload in, or finds the task that it is a repetition of.
     *
     * @param promise the room that it was let in for; the caller's to close
     * @param body the archive while it arrives; not closed, and not read further after a refusal
     * @throws IOException when the client leaves or our disk fails; nothing is left then
     */
    public IntakeOutcome accept(UploadRequest request, UploadRoom.Promise promise, InputStream body)
            throws IOException {
        Optional<String> told = request.ownKey();
        if (told.isEmpty()) {
            return take(new Upload(request, promise, body, null));
        }
        String key = hex(sha256().digest(told.get().getBytes(StandardCharsets.UTF_8)));
        DigestInputStream content = new DigestInputStream(body, sha256());
        Optional<UploadKeys.Known> known = keys.find(key);
        if (known.isEmpty()) {
            return take(new Upload(request, promise, content, key));
        }
        content.transferTo(OutputStream.nullOutputStream());
        return repeat(known.get(), hex(content.getMessageDigest().digest()));
    }

    private IntakeOutcome repeat(UploadKeys.Known known, String content) throws IOException {
        if (!known.upload().content().equals(content)) {
            return new IntakeOutcome.Refused(Refusal.keyReused());
        }
        long id = known.taskId();
        return new IntakeOutcome.Accepted(
                id, Files.readString(files.directory(id).password()));
    }

    /**
     * An upload that becomes a task.
     *
     * @param body a {@link DigestInputStream} where there is a key
     * @param key SHA-256 of the client's key in hex; null where there is none
     */
    private record Upload(UploadRequest request, UploadRoom.Promise promise, InputStream body, @Nullable String key) {

        /** Reads to the end of what the client sends, so that the sum is of all of it; empty without a key. */
        Optional<UploadKeys.Keyed> keyed() throws IOException {
            if (key == null || !(body instanceof DigestInputStream digest)) {
                return Optional.empty();
            }
            digest.transferTo(OutputStream.nullOutputStream());
            return Optional.of(
                    new UploadKeys.Keyed(key, hex(digest.getMessageDigest().digest())));
        }
    }

    private IntakeOutcome take(Upload upload) throws IOException {
        RetraceSettings current = settings.current();
        if (registrar.isFull()) {
            return new IntakeOutcome.Refused(Refusal.fullyLoaded());
        }
        Path incoming = TaskDirectory.create(files.saveDir().resolve(INCOMING + identity.mark() + UUID.randomUUID()));
        try {
            TaskDirectory directory = new TaskDirectory(incoming);
            unpack(upload, directory, current);
            return adopt(upload, directory, current);
        } catch (RefusedException e) {
            return new IntakeOutcome.Refused(e.refusal());
        } finally {
            Trees.remove(incoming);
        }
    }

    private void unpack(Upload upload, TaskDirectory directory, RetraceSettings current)
            throws IOException, RefusedException {
        Path crash = TaskDirectory.create(directory.crash());
        long maxBytes = current.limits().maxUnpackedBytes();
        StorageGuard guard = new StorageGuard(
                Files.getFileStore(crash), maxBytes, current.limits().minStorageLeftBytes(), upload.promise()::wrote);
        new CrashUnpacker(crash, guard, memoryKibibytes).unpack(upload.request().bareFile(), upload.body());
        checkRequired(upload.request().type(), crash, current);
        for (String name : LARGE_FILES) {
            Path file = crash.resolve(name);
            if (Files.isRegularFile(file) && !CrashMagic.fits(name, file)) {
                throw new RefusedException(Refusal.notWhatItSays(name));
            }
        }
    }

    private static void checkRequired(TaskType type, Path crash, RetraceSettings current) throws RefusedException {
        if (type.isVmcore()) {
            if (large(crash, type).isEmpty()) {
                throw new RefusedException(Refusal.missing(CrashFile.VMCORE));
            }
            return;
        }
        List<String> required = current.uploads().allowMissingFiles()
                ? List.of(CrashFile.COREDUMP)
                : List.of(CrashFile.COREDUMP, CrashFile.EXECUTABLE, CrashFile.PACKAGE);
        for (String name : required) {
            if (!Files.isRegularFile(crash.resolve(name))) {
                throw new RefusedException(Refusal.missing(name));
            }
        }
    }

    /** The coredump, or the kernel's memory. */
    private static Optional<Path> large(Path crash, TaskType type) {
        return (type.isVmcore() ? CrashFile.VMCORES.stream() : Stream.of(CrashFile.COREDUMP))
                .map(crash::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private IntakeOutcome adopt(Upload upload, TaskDirectory incoming, RetraceSettings current) throws IOException {
        UploadRequest request = upload.request();
        Optional<UploadKeys.Keyed> keyed = upload.keyed();
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
        task.weigh(Files.size(large(incoming.crash(), request.type()).orElseThrow()));
        request.owner().ifPresent(task::belongTo);
        TaskDirectory adopted = files.directory(id);
        Trees.forceAll(incoming.path());
        Files.move(incoming.path(), adopted.path(), StandardCopyOption.ATOMIC_MOVE);
        TaskRegistrar.Place place = TaskRegistrar.Place.NONE;
        try {
            Trees.force(files.saveDir());
            place = registrar.register(task, keyed);
            Files.deleteIfExists(adopted.receiver());
        } finally {
            if (place != TaskRegistrar.Place.GIVEN && tasks.find(id).isEmpty()) {
                Trees.remove(adopted.path());
            }
        }
        if (place == TaskRegistrar.Place.GIVEN) {
            return new IntakeOutcome.Accepted(id, password);
        }
        Optional<UploadKeys.Known> earlier = keyed.flatMap(k -> keys.find(k.key()));
        return earlier.isPresent()
                ? repeat(earlier.get(), keyed.orElseThrow().content())
                : new IntakeOutcome.Refused(Refusal.fullyLoaded());
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

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
