// SPDX-License-Identifier: Apache-2.0
package org.retrace.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bubblewrap container for one program: the host's {@code /usr} and what was bound, all read-only; a small
 * {@code /tmp}; no network, no privileges, no other process, no environment but the given. Immutable.
 *
 * @param limits what the program may use
 * @param readOnly path inside to path outside
 * @param environment all variables the program sees
 */
public record Sandbox(SandboxLimits limits, Map<String, Path> readOnly, Map<String, String> environment) {

    private static final List<String> SYSTEM_DIRECTORIES = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
    private static final List<String> DEVICES = List.of("/dev/null", "/dev/zero", "/dev/urandom");

    /** Keeps the order of the binds: a later one may lie inside an earlier one. */
    public Sandbox {
        readOnly = new LinkedHashMap<>(readOnly);
        environment = Map.copyOf(environment);
    }

    /** A sandbox with nothing bound but the system's programs, and the environment they need. */
    public static Sandbox of(SandboxLimits limits) {
        return new Sandbox(
                limits,
                Map.of(),
                Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8", "HOME", "/tmp", "TMPDIR", "/tmp"));
    }

    /** This sandbox with one more file or directory in it, read-only. {@code inside} is absolute. */
    public Sandbox withReadOnly(Path outside, String inside) {
        Map<String, Path> more = new LinkedHashMap<>(readOnly);
        more.put(inside, outside);
        return new Sandbox(limits, more, environment);
    }

    /** This sandbox with one more variable. */
    public Sandbox withVariable(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Sandbox(limits, readOnly, more);
    }

    /**
     * The command that runs the program inside.
     *
     * @param program its path inside the sandbox, then its arguments
     */
    public ExternalCommand command(List<String> program) {
        List<String> arguments = new ArrayList<>(List.of("bwrap"));
        arguments.addAll(List.of(
                "--unshare-all",
                "--unshare-user",
                "--disable-userns",
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL"));
        arguments.addAll(List.of("--uid", "1000", "--gid", "1000", "--hostname", "sandbox", "--clearenv"));
        environment.forEach((name, value) -> arguments.addAll(List.of("--setenv", name, value)));
        arguments.addAll(mounts());
        arguments.addAll(List.of("--chdir", "/tmp", "--", "/usr/bin/prlimit"));
        arguments.addAll(resourceLimits());
        arguments.add("--");
        arguments.addAll(program);
        return new ExternalCommand(
                arguments,
                Map.of("PATH", "/usr/bin:/bin"),
                Optional.of(Path.of("/")),
                limits.wall(),
                limits.outputBytes(),
                limits.processes() + 2,
                false);
    }

    private List<String> mounts() {
        List<String> mounts = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        SYSTEM_DIRECTORIES.forEach(name -> mounts.addAll(systemDirectory(Path.of("/", name))));
        mounts.addAll(List.of("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"));
        mounts.addAll(List.of("--ro-bind-try", "/etc/alternatives", "/etc/alternatives"));
        // read-only: as root the program would be the owner of /proc/sys, and bwrap 0.8 leaves it open
        mounts.addAll(List.of("--proc", "/proc", "--remount-ro", "/proc"));
        DEVICES.forEach(device -> mounts.addAll(List.of("--dev-bind", device, device)));
        readOnly.forEach((inside, outside) ->
                mounts.addAll(List.of("--ro-bind", outside.toAbsolutePath().toString(), inside)));
        mounts.addAll(List.of("--size", Long.toString(limits.scratchBytes()), "--tmpfs", "/tmp"));
        mounts.addAll(List.of("--remount-ro", "/"));
        return mounts;
    }

    private static List<String> systemDirectory(Path directory) {
        if (Files.isSymbolicLink(directory)) {
            return List.of("--symlink", "usr/" + directory.getFileName(), directory.toString());
        }
        return Files.isDirectory(directory)
                ? List.of("--ro-bind", directory.toString(), directory.toString())
                : List.of();
    }

    private List<String> resourceLimits() {
        long cpu = Math.max(1, limits.cpu().toSeconds());
        return Arrays.asList(
                "--as=" + limits.memoryBytes(),
                // first SIGXCPU, so that SIGKILL is left for who means it
                "--cpu=" + cpu + ":" + (cpu + 5),
                "--nproc=" + limits.processes(),
                "--fsize=" + limits.scratchBytes(),
                "--nofile=1024",
                "--core=0");
    }
}
