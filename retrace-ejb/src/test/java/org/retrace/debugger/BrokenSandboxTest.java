// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.process.Cancellation;
import org.retrace.process.SandboxException;
import org.retrace.process.SandboxLimits;

/** A sandbox or a gdb that does not run says nothing of the crash. */
class BrokenSandboxTest {

    private static final SandboxLimits LIMITS =
            SandboxLimits.of(4L << 30, Duration.ofSeconds(60), Duration.ofSeconds(60), 64 << 20);

    private final Path directory;

    BrokenSandboxTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isTroubleOfTheServerWhenTheSandboxFails() {
        DebugRequest request = request(directory.resolve("gone"));
        assertThatThrownBy(() -> new GdbDebugger().debug(request, new Cancellation()))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("bwrap");
    }

    @Test
    void isTroubleOfTheServerWhenGdbItselfDoesNotRun() throws IOException {
        Path broken = gdb("echo error while loading shared libraries; exit 127");
        assertThatThrownBy(() -> new GdbDebugger(broken).debug(request(directory), new Cancellation()))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("error while loading shared libraries");
    }

    @Test
    void isTheCrashsFaultWhenGdbRunsWithoutIt() throws IOException {
        Path fallible = gdb("case \"$*\" in --version) exit 0;; esac; exit 1");
        DebugReport report = new GdbDebugger(fallible).debug(request(directory), new Cancellation());
        assertThat(report.notes()).first().isEqualTo("gdb ended with status 1 before it had loaded the coredump.");
    }

    private DebugRequest request(Path sysroot) {
        return new DebugRequest(directory.resolve("coredump"), sysroot, "/usr/bin/program", 1, directory, LIMITS);
    }

    private Path gdb(String body) throws IOException {
        Files.writeString(directory.resolve("coredump"), "");
        Path script = Files.writeString(directory.resolve("gdb"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
