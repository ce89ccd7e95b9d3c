// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrace.jsf.frame.Sizes;
import org.retrace.task.owner.TaskPapers;

/**
 * A result of a task that can be fetched.
 *
 * @param file as addresses spell it
 * @param name as a browser saves it
 * @param sentence what it is
 * @param size in words
 */
public record FileView(String file, String name, String sentence, String size) {

    /** What there is of a task. */
    static List<FileView> of(TaskPapers files, long task) {
        return Stream.of(
                        of(
                                files.backtrace(task),
                                task,
                                "backtrace.txt",
                                "What gdb said, as text: all threads, then each in full"),
                        of(
                                files.backtraceJson(task),
                                task,
                                "backtrace.json",
                                "Threads, frames, variables and modules for programs"),
                        of(files.log(task), task, "log.txt", "What each step did, and every place that was tried"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<FileView> of(Optional<Path> path, long task, String file, String sentence) {
        return path.flatMap(FileView::size)
                .map(size -> new FileView(file, "retrace-" + task + "-" + file, sentence, Sizes.of(size)));
    }

    /** Empty when it has just been removed. */
    private static Optional<Long> size(Path path) {
        try {
            return Optional.of(Files.size(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
