// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.jsf.backtrace.FileName;
import org.retrace.jsf.frame.Plain;
import org.retrace.task.RetraceTask;

/**
 * A crash in words.
 *
 * @param title what happened to which program
 * @param sentence the signal, and where it struck
 */
record CrashWords(String title, String sentence) {

    /** Addresses below this belong to nobody: a pointer to an object at null, plus the place in the object. */
    private static final long NEAR_NULL = 0x1000;

    private static final int MOST_NAME = 120;

    private static final Map<String, String> SIGNALS = Map.ofEntries(
            Map.entry("SIGSEGV", "Invalid memory access"),
            Map.entry("SIGABRT", "Abort"),
            Map.entry("SIGBUS", "Bus error"),
            Map.entry("SIGFPE", "Arithmetic error"),
            Map.entry("SIGILL", "Illegal instruction"),
            Map.entry("SIGTRAP", "Trap"),
            Map.entry("SIGSYS", "Forbidden system call"),
            Map.entry("SIGQUIT", "Quit"),
            Map.entry("SIGTERM", "Termination"),
            Map.entry("SIGKILL", "Kill"),
            Map.entry("SIGXCPU", "Processor time used up"),
            Map.entry("SIGXFSZ", "File too large"),
            Map.entry("none", "Snapshot"));

    static CrashWords of(RetraceTask task, Optional<DetailedBacktrace> backtrace) {
        var signal = task.getSignalName();
        var program = task.getExecutable();
        var what = signal == null ? "Crash" : SIGNALS.getOrDefault(signal, "Signal " + Plain.of(signal, MOST_NAME));
        var title =
                program == null || program.isBlank() ? what : what + " in " + Plain.of(FileName.of(program), MOST_NAME);
        return new CrashWords(title, sentence(signal, backtrace));
    }

    private static String sentence(@Nullable String signal, Optional<DetailedBacktrace> backtrace) {
        if (signal == null) {
            return "Its coredump has not been read yet.";
        }
        var name = signal.equals("none") ? "The program was running" : Plain.of(signal, MOST_NAME);
        return name + backtrace.map(it -> address(it) + place(it)).orElse("");
    }

    private static String address(DetailedBacktrace backtrace) {
        if (backtrace.faultAddress().isEmpty()) {
            return "";
        }
        var address = backtrace.faultAddress().getAsLong();
        var memory = backtrace.signal().filter(name -> name.equals("SIGSEGV")).isPresent();
        var near = memory && Long.compareUnsigned(address, NEAR_NULL) < 0
                ? ", which is a null pointer or close to one"
                : "";
        return " at address 0x" + Long.toHexString(address) + near;
    }

    /** Where it struck: the innermost frame of the program itself, or of whatever there is. */
    private static String place(DetailedBacktrace backtrace) {
        var frames = backtrace.crashedThread().map(DetailedThread::frames).stream()
                .flatMap(all -> all.stream().filter(frame -> frame.function().isPresent()))
                .toList();
        return frames.stream()
                .filter(frame ->
                        backtrace.module(frame).filter(TracedModule::isRuntime).isEmpty())
                .findFirst()
                .or(() -> frames.stream().findFirst())
                .map(CrashWords::place)
                .orElse("");
    }

    private static String place(DetailedFrame frame) {
        var function = Plain.of(frame.function().orElse("??"), MOST_NAME);
        var line = frame.source()
                .map(it -> ", " + Plain.of(FileName.of(it.file()), MOST_NAME)
                        + (it.line().isPresent() ? " line " + it.line().getAsInt() : ""))
                .orElse("");
        return "; in " + function + line;
    }
}
