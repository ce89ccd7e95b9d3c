// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.orphan;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.retrace.repository.store.PackageStore;
import org.retrace.repository.store.Trees;
import org.retrace.settings.NodeIdentity;
import org.retrace.task.TaskDirectory;
import org.retrace.task.TaskFiles;
import org.retrace.task.TaskStorage;
import org.retrace.task.intake.TaskIntake;

/**
 * Removes what has no owner: half-done uploads and unpackings of earlier boots, directories without rows and rows
 * without directories. What other nodes may still be at work on is left for as long as work on it can take.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TaskOrphans {

    /** A directory gets its row, and a task its end, well before this. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** No upload and no unpacking takes longer, whichever node is at it. */
    private static final Duration FOREIGN_GRACE = Duration.ofDays(1);

    @Inject
    private NodeIdentity identity;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskStorage storage;

    @Inject
    private PackageStore packages;

    @Inject
    private TaskBooks books;

    /**
     * Removes everything of that kind.
     *
     * @return how many, by kind; empty when there is none, or when the storage is in trouble and nothing can be said
     */
    public Map<String, Integer> remove() throws IOException {
        Map<String, Integer> removed = new TreeMap<>();
        if (storage.trouble().isPresent()) {
            return removed;
        }
        Instant now = Instant.now();
        count(removed, "uploads that were not finished", removeUploads(now));
        count(removed, "packages that were not unpacked whole", packages.removeAbandoned());
        Map<Long, Boolean> rows = books.ended();
        count(removed, "directories without a task", removeDirectories(rows, now));
        count(removed, "tasks without a directory", books.removeWithout(files::hasDirectory, now.minus(GRACE)));
        count(removed, "records of jobs that ended", books.removeJobs());
        return removed;
    }

    private static void count(Map<String, Integer> removed, String kind, int number) {
        if (number > 0) {
            removed.put(kind, number);
        }
    }

    private int removeUploads(Instant now) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> uploads = Files.newDirectoryStream(files.saveDir(), TaskIntake.INCOMING + "*")) {
            for (Path upload : uploads) {
                String mark = upload.getFileName().toString().substring(TaskIntake.INCOMING.length());
                if (identity.isOfEarlierBoot(mark) || isOlder(upload, now.minus(FOREIGN_GRACE))) {
                    Trees.remove(upload);
                    removed++;
                }
            }
        }
        return removed;
    }

    /** Whole directories of no task, and the working files of tasks that have ended. */
    private int removeDirectories(Map<Long, Boolean> rows, Instant now) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(files.saveDir(), "[0-9]*")) {
            for (Path directory : directories) {
                Boolean ended = rows.get(Long.valueOf(directory.getFileName().toString()));
                Path work = new TaskDirectory(directory).work();
                boolean orphan = ended == null && (isOlder(directory, now.minus(GRACE)) || isOfEarlierBoot(directory));
                boolean workLeft = Boolean.TRUE.equals(ended) && isOlder(work, now.minus(GRACE));
                if ((orphan || workLeft) && storage.trouble().isEmpty()) {
                    Trees.remove(orphan ? directory : work);
                    removed++;
                }
            }
        }
        return removed;
    }

    /** Whether a server took it in that was killed before it could make the row. */
    private boolean isOfEarlierBoot(Path directory) throws IOException {
        Path receiver = new TaskDirectory(directory).receiver();
        return Files.isRegularFile(receiver) && identity.isOfEarlierBoot(Files.readString(receiver));
    }

    /** False of what is not there. */
    private static boolean isOlder(Path path, Instant time) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(time);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
