// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A debugger of the server that is stopped by a signal, so that its task runs for as long as a test looks at it. */
public final class HeldDebugger {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private HeldDebugger() {}

    /** What a test does meanwhile. */
    public interface Action {
        void run() throws Exception;
    }

    /** Stops the next debugger that the server starts, until the action has been done. */
    public static void during(ServerHome server, Action action) throws Exception {
        var debugger = next(server);
        signal(debugger, "STOP");
        try {
            action.run();
        } finally {
            signal(debugger, "CONT");
        }
    }

    /** Stops the next debugger that the server starts: only a signal ends it. */
    public static ProcessHandle hold(ServerHome server) throws IOException {
        var debugger = next(server);
        signal(debugger, "STOP");
        return debugger;
    }

    private static ProcessHandle next(ServerHome server) throws IOException {
        var deadline = System.nanoTime() + PATIENCE;
        var launched = ProcessHandle.of(server.serverPid()).orElseThrow();
        while (System.nanoTime() < deadline) {
            var found = launched.descendants().filter(HeldDebugger::isDebugger).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("the server started no debugger");
    }

    /** One with a coredump: the server also runs gdb to see whether and how it runs. */
    private static boolean isDebugger(ProcessHandle process) {
        Path about = Path.of("/proc", Long.toString(process.pid()));
        try {
            return Files.readString(about.resolve("comm")).equals("gdb\n")
                    && Files.readString(about.resolve("cmdline")).contains("\0-core\0");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private static void signal(ProcessHandle process, String name) throws IOException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new AssertionError("the debugger cannot be signalled");
        }
    }
}
