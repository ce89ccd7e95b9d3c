// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One call on a thread's stack, as gdb prints it.
 *
 * @param number 0 is the innermost
 * @param address program counter, unsigned; empty where gdb leaves it out (at the start of a line, in inlined calls)
 * @param function its name as printed, with C++ scope, template arguments and, without debuginfo, parameter types;
 *     empty for {@code ??} and for the signal frame
 * @param arguments the text between the parentheses, values included; empty text when there are none
 * @param file source file as the compiler named it
 * @param line line in that file, from 1
 * @param module ELF file it came {@code from}, given by gdb only where there is no source file
 * @param signalHandler whether this is gdb's {@code <signal handler called>}: the frames after it were interrupted
 */
public record Frame(
        int number,
        OptionalLong address,
        Optional<String> function,
        String arguments,
        Optional<String> file,
        OptionalInt line,
        Optional<String> module,
        boolean signalHandler) {}
