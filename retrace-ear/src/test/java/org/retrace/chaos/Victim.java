// SPDX-License-Identifier: Apache-2.0
package org.retrace.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrace.it.ServerHome;

/** What can be killed. */
enum Victim {
    FIRST_SERVER("WildFly, first server"),
    SECOND_SERVER("WildFly, second server"),
    BOTH_SERVERS("WildFly, both servers"),
    POSTGRES("PostgreSQL"),
    GDB("gdb"),
    BWRAP("bwrap");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String title;

    Victim(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Sends SIGKILL; false when there is none at the moment. */
    boolean kill(ServerHome first, ServerHome second) throws IOException {
        return switch (this) {
            case FIRST_SERVER -> kill(server(first));
            case SECOND_SERVER -> kill(server(second));
            case BOTH_SERVERS -> killBoth(server(first), server(second));
            case POSTGRES -> kill(ProcessHandle.of(first.databasePid()));
            case GDB -> kill(next(first, second, "gdb"));
            case BWRAP -> kill(next(first, second, "bwrap"));
        };
    }

    private static Optional<ProcessHandle> server(ServerHome home) throws IOException {
        return ProcessHandle.of(home.serverPid());
    }

    /** The next one that a server starts; debuggers live for half a second. */
    private static Optional<ProcessHandle> next(ServerHome first, ServerHome second, String name) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        Optional<ProcessHandle> found = descendant(first, second, name);
        while (found.isEmpty() && Instant.now().isBefore(deadline)) {
            found = descendant(first, second, name);
        }
        return found;
    }

    private static Optional<ProcessHandle> descendant(ServerHome first, ServerHome second, String name)
            throws IOException {
        return Stream.of(server(first), server(second))
                .flatMap(Optional::stream)
                .flatMap(ProcessHandle::descendants)
                .filter(process -> isCalled(process, name))
                .min(Comparator.comparing(ProcessHandle::pid));
    }

    private static boolean isCalled(ProcessHandle process, String name) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                    .equals(name + "\n");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private static boolean killBoth(Optional<ProcessHandle> first, Optional<ProcessHandle> second) {
        boolean killed = kill(first);
        return kill(second) || killed;
    }

    private static boolean kill(Optional<ProcessHandle> process) {
        process.ifPresent(ProcessHandle::destroyForcibly);
        process.ifPresent(handle -> handle.onExit().join());
        return process.isPresent();
    }
}
