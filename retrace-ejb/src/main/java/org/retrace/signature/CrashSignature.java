// SPDX-License-Identifier: Apache-2.0
package org.retrace.signature;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.retrace.backtrace.Backtrace;
import org.retrace.backtrace.BacktraceThread;
import org.retrace.backtrace.Frame;

/**
 * Program, signal and the innermost functions of the crashed thread, behind those that only raise the signal.
 *
 * @param text {@code ExecutablePath:Signal:f1:...:f5}, the signal as its number
 */
public record CrashSignature(String text) {

    private static final int FRAMES = 5;
    private static final int FEWEST_NAMED = 2;

    /** Functions of the C library that end a process on behalf of its own code. */
    private static final Set<String> ENDERS = Set.of(
            "__pthread_kill_implementation",
            "__pthread_kill_internal",
            "__pthread_kill",
            "___pthread_kill",
            "__GI___pthread_kill",
            "pthread_kill",
            "raise",
            "__GI_raise",
            "gsignal",
            "abort",
            "__GI_abort",
            "__libc_message",
            "__libc_message_impl",
            "__libc_fatal",
            "malloc_printerr",
            "__fortify_fail",
            "__GI___fortify_fail",
            "__stack_chk_fail",
            "__chk_fail",
            "__GI___chk_fail",
            "__assert_fail_base",
            "__assert_fail",
            "__GI___assert_fail",
            "__kernel_vsyscall",
            "kill",
            "__GI_kill");

    /**
     * The signature of a crash.
     *
     * @return empty when fewer than two of the innermost frames have a name
     */
    public static Optional<CrashSignature> of(String executablePath, int signal, Backtrace backtrace) {
        List<String> functions =
                backtrace.crashedThread().map(CrashSignature::innermost).orElse(List.of());
        long named = functions.stream().filter(name -> !name.equals("??")).count();
        return named < FEWEST_NAMED
                ? Optional.empty()
                : Optional.of(new CrashSignature(executablePath + ":" + signal + ":" + String.join(":", functions)));
    }

    private static List<String> innermost(BacktraceThread thread) {
        List<Frame> frames = thread.frames();
        int first = 0;
        for (int i = 0; i < frames.size(); i++) {
            String function = frames.get(i).function().orElse("??");
            if (function.equals("<signal handler called>")) {
                first = i + 1;
            } else if (i == first && ENDERS.contains(function)) {
                first = i + 1;
            }
        }
        return frames.stream()
                .skip(first)
                .limit(FRAMES)
                .map(frame -> frame.function().orElse("??"))
                .collect(Collectors.toList());
    }
}
