// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bubblewrap sandbox for one program that reads hostile data: no network, no privileges, no other process, nothing of
 * the host but its programs, nothing writable but a small /tmp, and limits on everything it may use.
 */
public final class Sandbox {

    private static final long SCRATCH_BYTES = 64L << 20;
    private static final int OPEN_FILES = 4096;
    private static final List<String> LINKED_ROOTS = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    private final SandboxLimits limits;
    private final List<String> binds = new ArrayList<>();

    public Sandbox(SandboxLimits limits) {
        this.limits = limits;
    }

    /** Shows a file or directory of the host inside, read-only. */
    public Sandbox readOnly(Path host, String inside) {
        binds.addAll(List.of("--ro-bind", host.toString(), inside));
        return this;
    }

    /** The command that runs a program inside; {@link ExternalCommand#run} must be called by the thread that waits. */
    public ExternalCommand command(List<String> program) {
        List<String> arguments = new ArrayList<>(List.of("bwrap"));
        arguments.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        arguments.addAll(List.of("--uid", "1000", "--gid", "1000", "--hostname", "sandbox", "--clearenv"));
        arguments.addAll(List.of("--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8"));
        arguments.addAll(List.of("--setenv", "HOME", "/tmp", "--setenv", "TMPDIR", "/tmp"));
        arguments.addAll(hostPrograms());
        arguments.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        arguments.addAll(List.of("--size", Long.toString(SCRATCH_BYTES), "--tmpfs", "/tmp"));
        arguments.addAll(binds);
        arguments.addAll(List.of("--remount-ro", "/", "--chdir", "/tmp", "--"));
        arguments.addAll(prlimit());
        arguments.addAll(program);
        return new ExternalCommand(
                arguments, Map.of("PATH", "/usr/bin:/bin"), Optional.empty(), limits.wall(), limits.outputBytes());
    }

    /** Set inside, where the user id is the sandbox's own, so that only its processes count. */
    private List<String> prlimit() {
        return List.of(
                "prlimit",
                "--as=" + limits.memoryBytes(),
                "--cpu=" + Math.max(1, limits.cpu().toSeconds()),
                "--nproc=" + limits.processes(),
                "--fsize=" + SCRATCH_BYTES,
                "--nofile=" + OPEN_FILES,
                "--core=0",
                "--");
    }

    private static List<String> hostPrograms() {
        List<String> arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : LINKED_ROOTS) {
            Path path = Path.of("/", name);
            if (Files.isSymbolicLink(path)) {
                arguments.addAll(List.of("--symlink", "usr/" + name, "/" + name));
            } else if (Files.isDirectory(path)) {
                arguments.addAll(List.of("--ro-bind", path.toString(), path.toString()));
            }
        }
        for (String name : List.of("/etc/ld.so.cache", "/etc/alternatives")) {
            arguments.addAll(List.of("--ro-bind-try", name, name));
        }
        return arguments;
    }
}
