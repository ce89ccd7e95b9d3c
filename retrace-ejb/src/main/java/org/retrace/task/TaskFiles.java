// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.bytes.FormatException;
import org.retrace.debugger.trace.DetailedBacktraceReader;
import org.retrace.settings.Settings;

/** The files of tasks: where they lie, what may be read of them, and the password that opens them. */
@ApplicationScoped
public class TaskFiles {

    @Inject
    private Settings settings;

    public TaskDirectory directory(long taskId) {
        return new TaskDirectory(saveDir().resolve(Long.toString(taskId)));
    }

    /** Whether anything of a task lies in SaveDir. */
    public boolean hasDirectory(long taskId) {
        return Files.isDirectory(directory(taskId).path());
    }

    public Path saveDir() {
        return settings.current().directories().saveDir();
    }

    /** The published backtrace; empty when there is none yet, or there never will be. */
    public Optional<Path> backtrace(long taskId) {
        return existing(directory(taskId).backtrace());
    }

    /** The same as JSON; empty where there is no backtrace, or where it is older than its JSON. */
    public Optional<Path> backtraceJson(long taskId) {
        return existing(directory(taskId).backtraceJson());
    }

    /**
     * The published backtrace as values; empty where {@link #backtraceJson} is.
     *
     * @throws FormatException when the file is not what this application writes
     */
    public Optional<DetailedBacktrace> detailedBacktrace(long taskId) throws IOException {
        Optional<Path> file = backtraceJson(taskId);
        return file.isPresent() ? Optional.of(DetailedBacktraceReader.read(file.get())) : Optional.empty();
    }

    /** The log as far as it is written. */
    public Optional<Path> log(long taskId) {
        return existing(directory(taskId).log());
    }

    /** What is said of how the crash could be abused; empty when nothing. */
    public Optional<Path> exploitable(long taskId) {
        return existing(directory(taskId).exploitable());
    }

    /** A miscellaneous result of this name, whoever put it there; empty when there is none. */
    public Optional<Path> miscellaneous(long taskId, String name) {
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0 || name.equals(".") || name.equals("..")) {
            return Optional.empty();
        }
        return directory(taskId).miscellaneous().stream()
                .map(place -> place.resolve(name))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /** The names of all miscellaneous results, in order; of thousands, any so many. */
    public List<String> miscellaneous(long taskId, int most) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path place : directory(taskId).miscellaneous()) {
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> files = Files.list(place)) {
                    files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .limit(most)
                            .forEach(file -> names.add(file.getFileName().toString()));
                } catch (NoSuchFileException e) {
                    // removed meanwhile, with all that was in it
                }
            }
        }
        return names.stream().limit(most).toList();
    }

    /** Whether this is the task's password; compared in constant time. */
    public boolean opens(long taskId, String password) throws IOException {
        try {
            byte[] expected = Files.readAllBytes(directory(taskId).password());
            return MessageDigest.isEqual(expected, password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Optional<Path> existing(Path file) {
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
}
