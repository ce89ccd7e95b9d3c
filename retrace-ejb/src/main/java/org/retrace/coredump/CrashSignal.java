// SPDX-License-Identifier: Apache-2.0
package org.retrace.coredump;

import java.util.List;
import java.util.OptionalLong;

/**
 * The signal that ended the process.
 *
 * @param number 0 for none: a coredump taken of a running process
 * @param name {@code SIGSEGV}; {@code SIG42} for a number without a name, {@code none} for none
 * @param code si_code: over 0 from the kernel, 0 or less from a process; 0 where the coredump does not say
 * @param faultAddress the address whose use raised the signal, unsigned, where the kernel says it
 */
public record CrashSignal(int number, String name, int code, OptionalLong faultAddress) {

    /** No signal. */
    public static final CrashSignal NONE = new CrashSignal(0, "none", 0, OptionalLong.empty());

    /** Numbers 1 to 31 of every architecture that {@link org.retrace.elf.ElfMachine} names. */
    private static final List<String> NAMES = List.of(
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGSTKFLT",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS");

    /** si_code for "the kernel, and it says no more": the address is not set. */
    private static final int SI_KERNEL = 0x80;

    /** A signal of which only the number is known. */
    static CrashSignal of(int number) {
        return number == 0 ? NONE : new CrashSignal(number, name(number), 0, OptionalLong.empty());
    }

    /** A signal as its siginfo has it. */
    static CrashSignal of(int number, int code, long address) {
        boolean hasAddress = code > 0 && code != SI_KERNEL && raisedByAnAddress(number);
        OptionalLong fault = hasAddress ? OptionalLong.of(address) : OptionalLong.empty();
        return new CrashSignal(number, name(number), code, fault);
    }

    private static String name(int number) {
        return number >= 1 && number <= NAMES.size() ? NAMES.get(number - 1) : "SIG" + number;
    }

    private static boolean raisedByAnAddress(int number) {
        return switch (name(number)) {
            case "SIGILL", "SIGTRAP", "SIGBUS", "SIGFPE", "SIGSEGV" -> true;
            default -> false;
        };
    }
}
