// SPDX-License-Identifier: Apache-2.0
package org.retrace.task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.retrace.debugger.DebugReport;
import org.retrace.repository.store.Trees;

/**
 * The directory of one task below SaveDir, laid out as the retrace server always did. Files appear whole or not at all.
 *
 * @param path SaveDir/id
 */
public record TaskDirectory(Path path) {

    private static final String WORK = "work";

    /** What the uploader sent: the coredump and the small files beside it. */
    public Path crash() {
        return path.resolve("crash");
    }

    public Path coredump() {
        return crash().resolve("coredump");
    }

    public Path password() {
        return path.resolve("password");
    }

    public Path type() {
        return path.resolve("type");
    }

    /** Mark of the server that took it in: until the task's row is there, nobody else's business. */
    public Path receiver() {
        return path.resolve("receiver");
    }

    public Path backtrace() {
        return path.resolve("retrace_backtrace");
    }

    /** The structured backtrace. */
    public Path backtraceJson() {
        return path.resolve("retrace_backtrace.json");
    }

    /** How the crash could be abused, in two lines for the classic clients. */
    public Path exploitable() {
        return path.resolve("exploitable");
    }

    /** Where miscellaneous results lie, a file each. */
    List<Path> miscellaneous() {
        return List.of(path.resolve("misc"), path.resolve("results"));
    }

    public Path log() {
        return path.resolve("retrace_log");
    }

    /** What steps leave for later ones; gone when the task ends. */
    public Path work() {
        return path.resolve(WORK);
    }

    public Path sysroot() {
        return work().resolve("sysroot");
    }

    /** Where the debugger writes. */
    public Path debuggerOutput() {
        return work().resolve("debugger");
    }

    /** All that the debugger printed. */
    public Path debuggerText() {
        return debuggerOutput().resolve(DebugReport.TEXT_FILE);
    }

    /** What the debugger left out, a sentence a line; empty when nothing. */
    public Path debuggerNotes() {
        return debuggerNotes(debuggerOutput());
    }

    /** The same in a directory that is yet to be {@linkplain #put put} in its place. */
    public Path debuggerNotes(Path output) {
        return output.resolve("notes");
    }

    /** What the debugger said of frames for programs. */
    public Path debuggerFrames() {
        return debuggerOutput().resolve(DebugReport.FRAMES_FILE);
    }

    /** The structured backtrace to be published. */
    public Path joinedBacktrace() {
        return debuggerOutput().resolve("backtrace.json");
    }

    /** What is to be published of how the crash could be abused. */
    public Path ratedExploitability() {
        return debuggerOutput().resolve("exploitable");
    }

    /** The text to be published. */
    public Path trimmedBacktrace() {
        return debuggerOutput().resolve("trimmed");
    }

    /** An empty directory in {@link #work()}, to be filled and then {@linkplain #put put} in its place. */
    public Path fresh() throws IOException {
        return create(create(work()).resolve(".fresh-" + UUID.randomUUID()));
    }

    /**
     * Gives a filled directory its place in {@link #work()}, in place of what an earlier run of the step left there.
     */
    public void put(Path filled, Path place) throws IOException {
        Trees.remove(place);
        Trees.forceAll(filled);
        Files.move(filled, place, StandardCopyOption.ATOMIC_MOVE);
        Trees.force(work());
    }

    /** Gives a written file its place; a loss of power leaves the old one or the new one whole. */
    public static void place(Path written, Path place) throws IOException {
        Trees.force(written);
        Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
        Trees.force(place.toAbsolutePath().resolveSibling(""));
    }

    /** Writes a small text file atomically, readable by the service's user alone. */
    public void write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes into {@code started_time} when the first run began, in seconds since 1970, for the operator's scripts. */
    public void markStart(Instant when) throws IOException {
        Path started = path.resolve("started_time");
        if (!Files.exists(started)) {
            write(started, Long.toString(when.getEpochSecond()));
        }
    }

    /** The same of the end, {@code finished_time}. */
    public void markEnd(Instant when) throws IOException {
        write(path.resolve("finished_time"), Long.toString(when.getEpochSecond()));
    }

    /** Removes the coredump and all that came with it. */
    public void removeCrash() throws IOException {
        Trees.remove(crash());
    }

    /** Removes what only the running task needs. */
    public void removeWork() throws IOException {
        Trees.remove(work());
    }

    /** Adds a message to the task's log, its lines behind a prefix each. */
    public void log(String prefix, String message) throws IOException {
        log(message.lines().map(line -> prefix + line + "\n").collect(Collectors.joining()));
    }

    /** Adds lines to the task's log, each with a line end of its own. */
    public void log(String lines) throws IOException {
        Files.writeString(
                log(),
                lines.endsWith("\n") ? lines : lines + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Creates a directory for the service's user and group alone, and its parents. */
    public static Path create(Path directory) throws IOException {
        return Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rwxrwx---"))));
    }
}
