// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.retrace.process.Cancellation;
import org.retrace.process.SandboxException;

/**
 * gdb as the debugger of coredumps, in a sandbox. Safe for any number of threads.
 *
 * <p>The text it makes: the output of {@code thread apply all bt}, byte for byte but for the sysroot's place in paths;
 * then under headings {@code == ... ==} what gdb said while loading, signal, shared libraries, registers, instructions,
 * {@code bt full} of each thread (at most 500 frames), and notes when something is missing. Beside it the same gdb's
 * frames for programs, which never add to the text nor take from it.
 */
public final class GdbDebugger {

    /** How often gdb is started again from the beginning because somebody killed it. */
    private static final int MAX_ATTEMPTS = 3;

    private final Path gdb;

    /** The host's gdb. */
    public GdbDebugger() {
        this(Path.of("/usr/bin/gdb"));
    }

    /** @param gdb another gdb that runs with the host's libraries, of release 9 or later */
    public GdbDebugger(Path gdb) {
        this.gdb = gdb;
    }

    /**
     * Debugs in the calling thread until gdb has said all, the limits are reached, or it is cancelled. A gdb that dies
     * is started again behind the part that it died of; what it had said of that part is kept. One that was killed from
     * outside begins anew, twice, if as much time is left as it had taken.
     *
     * @throws IOException when the text cannot be written
     * @throws SandboxException when gdb does not run in the sandbox even without a coredump to load
     */
    public DebugReport debug(DebugRequest request, Cancellation cancellation) throws IOException {
        long deadlineNanos = System.nanoTime() + request.limits().wall().toNanos();
        for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<DebugReport> report = tryOnce(request, cancellation, deadlineNanos, false);
            if (report.isPresent()) {
                return report.get();
            }
        }
        return tryOnce(request, cancellation, deadlineNanos, true).orElseThrow();
    }

    /** Empty when gdb was killed and that is not the last word. */
    private Optional<DebugReport> tryOnce(
            DebugRequest request, Cancellation cancellation, long deadlineNanos, boolean last) throws IOException {
        long begin = System.nanoTime();
        Path file = request.outputDirectory().resolve(DebugReport.TEXT_FILE);
        GdbCommandLine commandLine = new GdbCommandLine(gdb, scripts(request.outputDirectory()), request);
        try (ReportText text = new ReportText(file, request.limits().outputBytes());
                FrameRecords records = new FrameRecords(file.resolveSibling(DebugReport.FRAMES_FILE))) {
            GdbSession session = new GdbSession(commandLine, request, text, records, deadlineNanos);
            session.run(cancellation);
            long now = System.nanoTime();
            boolean hasTime = deadlineNanos - now > now - begin;
            if (session.wasKilled() && hasTime && !last && !cancellation.isCancelled()) {
                return Optional.empty();
            }
            if (!session.notes().isEmpty()) {
                text.notes(session.notes());
            }
            return Optional.of(new DebugReport(
                    file, text.headBytes(), session.notes(), session.notes().isEmpty()));
        }
    }

    /** Lays the scripts out, so that they can be bound into the sandbox. */
    private static Path scripts(Path directory) throws IOException {
        for (String name : List.of("frames.py", "exploitable.py")) {
            try (InputStream in = GdbDebugger.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is not beside its class");
                }
                Files.copy(in, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return directory;
    }
}
