// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrace.settings.RetraceSettings;
import org.retrace.settings.Settings;

/**
 * The file systems that tasks live on. MinStorageLeft is kept free of uploads for the sake of running tasks, which may
 * use half of it; below that, in SaveDir or in RepoDir, none is begun.
 */
@ApplicationScoped
public class TaskStorage {

    /** The file in SaveDir that says to which database it belongs. */
    private static final String MARK = ".installation";

    /**
     * A file system with directories that tasks need.
     *
     * @param directories which of them
     * @param leastFreeBytes what uploads must leave free; 0 where none go
     */
    public record Volume(List<Path> directories, long freeBytes, long totalBytes, long leastFreeBytes) {}

    @Inject
    private Settings settings;

    private volatile String mark = "";

    /**
     * Makes the directories that every task needs, at start; afterwards one that is gone is trouble, not made anew.
     *
     * @param installation the mark that the database bears
     * @param hasTasks whether the database has tasks, whose directories must be in SaveDir then
     */
    public void prepare(String installation, boolean hasTasks) throws IOException {
        mark = installation;
        RetraceSettings.Directories directories = settings.current().directories();
        TaskDirectory.create(directories.repoDir());
        Path saveDir = TaskDirectory.create(directories.saveDir());
        if (Files.notExists(saveDir.resolve(MARK)) && (!hasTasks || holdsTasks(saveDir))) {
            new TaskDirectory(saveDir).write(saveDir.resolve(MARK), installation);
        }
    }

    private static boolean holdsTasks(Path saveDir) throws IOException {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(saveDir, "[0-9]*")) {
            return tasks.iterator().hasNext();
        }
    }

    private boolean bearsOurMark(Path saveDir) {
        try {
            return Files.readString(saveDir.resolve(MARK)).strip().equals(mark);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether SaveDir is there and has room for so many bytes beside what must stay free. */
    public boolean hasRoomFor(long bytes) {
        RetraceSettings current = settings.current();
        Path saveDir = current.directories().saveDir();
        return bearsOurMark(saveDir)
                && freeBytes(saveDir) - bytes >= current.limits().minStorageLeftBytes();
    }

    /** What is free for SaveDir; -1 when it is gone. */
    public long freeBytes() {
        return freeBytes(settings.current().directories().saveDir());
    }

    /** The file systems of SaveDir and RepoDir, each once; one that is gone is left out. */
    public List<Volume> volumes() {
        RetraceSettings current = settings.current();
        Path saveDir = current.directories().saveDir();
        Map<FileStore, List<Path>> stores = new LinkedHashMap<>();
        for (Path directory : List.of(saveDir, current.directories().repoDir())) {
            store(directory).ifPresent(store -> stores.computeIfAbsent(store, key -> new ArrayList<>())
                    .add(directory));
        }
        List<Volume> volumes = new ArrayList<>();
        stores.forEach((store, directories) -> {
            long least = directories.contains(saveDir) ? current.limits().minStorageLeftBytes() : 0;
            volume(store, directories, least).ifPresent(volumes::add);
        });
        return volumes;
    }

    private static Optional<FileStore> store(Path directory) {
        try {
            return Optional.of(Files.getFileStore(directory));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Volume> volume(FileStore store, List<Path> directories, long least) {
        try {
            return Optional.of(new Volume(directories, store.getUsableSpace(), store.getTotalSpace(), least));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Why no task may be begun now, for the server's log; empty when all is well. */
    public Optional<String> trouble() {
        RetraceSettings current = settings.current();
        for (Path directory : new Path[] {
            current.directories().saveDir(), current.directories().repoDir()
        }) {
            if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
                return Optional.of("the directory " + directory + " is gone or cannot be written");
            }
        }
        Path saveDir = current.directories().saveDir();
        if (!bearsOurMark(saveDir)) {
            return Optional.of(
                    ("the directory %s is not the one that this database's tasks lie in (is it mounted?); if it "
                                    + "is, say so by a file %s in it that holds %s")
                            .formatted(saveDir, MARK, mark));
        }
        long least = current.limits().minStorageLeftBytes() / 2;
        return lackOfRoom(saveDir, least)
                .or(() -> lackOfRoom(current.directories().repoDir(), least));
    }

    private Optional<String> lackOfRoom(Path directory, long least) {
        long free = freeBytes(directory);
        return free < least
                ? Optional.of(
                        "only " + free + " bytes are free for " + directory + ", at least " + least + " are needed")
                : Optional.empty();
    }

    /** -1 when the directory is gone. */
    long freeBytes(Path directory) {
        try {
            return Files.isDirectory(directory) ? Files.getFileStore(directory).getUsableSpace() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
