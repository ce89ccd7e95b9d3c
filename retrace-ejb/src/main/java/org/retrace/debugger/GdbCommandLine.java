// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.process.ExternalCommand;
import org.retrace.process.Sandbox;
import org.retrace.process.SandboxLimits;

/** gdb's arguments for one coredump, and the sandbox in which they name the right files. */
final class GdbCommandLine {

    /** Where the sysroot lies in the sandbox: a path that no crashed program has, so that it can be taken out again. */
    static final String SYSROOT = "/retrace-sysroot-9b1f7c20";

    /** Where the script lies in the sandbox that says the frames for programs. */
    static final String SCRIPT = "/retrace-frames.py";

    /** Where the script lies in the sandbox that rates the crash. */
    static final String EXPLOITABLE = "/retrace-exploitable.py";

    private static final String COREDUMP = "/coredump";
    private static final String OWN_GDB = "/retrace-gdb";

    /** Before any file is loaded, so that nothing of a package can run or change what is printed. */
    private static final List<String> SETTINGS = List.of(
            "set auto-load no",
            "set auto-load safe-path /nonexistent",
            // the host's own libthread_db, for thread-local variables; never one from a package
            "set auto-load libthread-db on",
            "set libthread-db-search-path $sdir",
            "set debuginfod enabled off",
            "set confirm off",
            "set pagination off",
            "set width 0",
            "set height 0",
            "set style enabled off",
            "maintenance set worker-threads 2",
            "set sysroot " + SYSROOT,
            "set debug-file-directory " + SYSROOT + "/usr/lib/debug");

    private final Path gdb;
    private final Path scripts;
    private final DebugRequest request;

    /** @param scripts the directory that {@link GdbDebugger} laid them out in */
    GdbCommandLine(Path gdb, Path scripts, DebugRequest request) {
        this.gdb = gdb;
        this.scripts = scripts;
        this.request = request;
    }

    ExternalCommand command(List<GdbPart> parts, GdbMarks marks, SandboxLimits limits) {
        return sandbox(limits)
                .withVariable("RETRACE_MARK", marks.prefix())
                .command(arguments(parts, marks))
                .withErrorsInOutput();
    }

    /** gdb in the same sandbox, asked nothing about the coredump. */
    ExternalCommand probe(SandboxLimits limits) {
        return sandbox(limits).command(List.of(program(), "--version")).withErrorsInOutput();
    }

    private Sandbox sandbox(SandboxLimits limits) {
        Sandbox sandbox = Sandbox.of(limits)
                .withVariable("MALLOC_ARENA_MAX", "2")
                .withReadOnly(request.sysroot(), SYSROOT)
                .withReadOnly(request.coredump(), COREDUMP)
                .withReadOnly(scripts.resolve("frames.py"), SCRIPT)
                .withReadOnly(scripts.resolve("exploitable.py"), EXPLOITABLE);
        return isHosts() ? sandbox : sandbox.withReadOnly(gdb, OWN_GDB);
    }

    private String program() {
        return isHosts() ? gdb.toString() : OWN_GDB;
    }

    private boolean isHosts() {
        return gdb.startsWith("/usr");
    }

    private List<String> arguments(List<GdbPart> parts, GdbMarks marks) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of(program(), "-batch", "-nx", "-nh"));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-iex", setting)));
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).marked(marks, i).forEach(command -> arguments.addAll(List.of("-ex", command)));
        }
        arguments.addAll(List.of("-ex", "echo \\n" + marks.done() + "\\n"));
        executable().ifPresent(path -> arguments.addAll(List.of("-se", path)));
        arguments.addAll(List.of("-core", COREDUMP));
        return arguments;
    }

    /** The executable's path in the sandbox, when the sysroot has it: a link that leads out of the sysroot is none. */
    private Optional<String> executable() {
        Path relative =
                Path.of("/").relativize(Path.of("/", request.executablePath()).normalize());
        try {
            Path real = request.sysroot().resolve(relative).toRealPath();
            boolean inside = real.startsWith(request.sysroot().toRealPath());
            return inside && Files.isRegularFile(real) ? Optional.of(SYSROOT + "/" + relative) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
