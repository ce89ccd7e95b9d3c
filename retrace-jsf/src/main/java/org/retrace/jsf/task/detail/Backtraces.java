// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.bytes.FormatException;
import org.retrace.task.TaskFiles;
import org.retrace.task.owner.TaskPapers;

/**
 * The backtraces of tasks as values. Large ones are read one at a time, because each takes many times the memory of its
 * file, and the last of them is kept as long as there is room, because its pages ask for it part by part.
 */
@ApplicationScoped
public class Backtraces {

    /** A file of this size is read in some hundredths of a second. */
    private static final long LARGE_BYTES = 1 << 20;

    @Inject
    private TaskFiles files;

    @Inject
    private TaskPapers papers;

    private SoftReference<Kept> last = new SoftReference<>(null);

    /**
     * A large one.
     *
     * @param task whose it is
     * @param written when its file was written
     */
    private record Kept(long task, FileTime written, DetailedBacktrace backtrace) {}

    /**
     * Empty while there is none, where it has just been removed, where its file is damaged, and for whoever may not see
     * the task.
     */
    public Optional<DetailedBacktrace> of(long task) throws IOException {
        return papers.backtraceJson(task).isPresent() ? of(task, files) : Optional.empty();
    }

    Optional<DetailedBacktrace> of(long task, TaskFiles from) throws IOException {
        try {
            var file = from.backtraceJson(task);
            return file.isPresent() && Files.size(file.get()) >= LARGE_BYTES
                    ? Optional.ofNullable(large(task, file.get(), from))
                    : from.detailedBacktrace(task);
        } catch (NoSuchFileException | FormatException e) {
            return Optional.empty();
        }
    }

    private synchronized @Nullable DetailedBacktrace large(long task, Path file, TaskFiles from) throws IOException {
        var written = Files.getLastModifiedTime(file);
        var kept = last.get();
        if (kept != null && kept.task() == task && kept.written().equals(written)) {
            return kept.backtrace();
        }
        last.clear();
        var read = from.detailedBacktrace(task).orElse(null);
        if (read != null) {
            last = new SoftReference<>(new Kept(task, written, read));
        }
        return read;
    }
}
