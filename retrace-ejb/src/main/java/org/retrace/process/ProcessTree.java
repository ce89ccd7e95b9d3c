// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program, leader of a session of its own, and all that it started: its descendants, and whoever lost its parent but
 * stayed in the session. Read from {@code /proc}.
 */
final class ProcessTree {

    private static final int KILL_ROUNDS = 20;

    /** Fields of {@code /proc/PID/stat} behind the name: state, parent, group, session. */
    private static final int SESSION_FIELD = 3;

    private final Process leader;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    ProcessTree(Process leader) {
        this.leader = leader;
    }

    /** How many live below the leader now. */
    int size() {
        List<ProcessHandle> now = leader.descendants().toList();
        seen.removeIf(handle -> !handle.isAlive());
        seen.addAll(now);
        return now.size();
    }

    /** Ends the leaves before the root, until no new ones appear: a tree may fork while it is being felled. */
    void end() {
        for (int round = 0; round < KILL_ROUNDS && size() > 0; round++) {
            seen.forEach(ProcessHandle::destroyForcibly);
        }
        // By its handle: Process.destroyForcibly also closes the streams, and what was printed last would be lost.
        leader.toHandle().destroyForcibly();
        seen.forEach(ProcessHandle::destroyForcibly);
        for (int round = 0; round < KILL_ROUNDS; round++) {
            List<ProcessHandle> orphans = session();
            if (orphans.isEmpty()) {
                return;
            }
            orphans.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> session() {
        List<ProcessHandle> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                member(process).ifPresent(members::add);
            }
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read", e);
        }
        return members;
    }

    private Optional<ProcessHandle> member(Path process) {
        String stat;
        try {
            stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return Optional.empty(); // it has ended meanwhile
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", SESSION_FIELD + 2);
        boolean orphan = fields.length > SESSION_FIELD
                && !fields[0].equals("Z")
                && fields[SESSION_FIELD].equals(Long.toString(leader.pid()))
                && !process.getFileName().toString().equals(Long.toString(leader.pid()));
        return orphan ? ProcessHandle.of(Long.parseLong(process.getFileName().toString())) : Optional.empty();
    }
}
