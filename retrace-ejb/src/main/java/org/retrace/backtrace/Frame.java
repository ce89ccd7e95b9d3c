// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One call in a thread, as gdb names it.
 *
 * @param number 0 is the innermost
 * @param address of the instruction; absent where gdb stands at the beginning of a line
 * @param function absent where gdb prints {@code ??}
 * @param arguments between the parentheses, as printed
 * @param file source file, absent without debuginfo
 * @param line in the file
 * @param module path of the file the code is in, where gdb prints one
 */
public record Frame(
        int number,
        OptionalLong address,
        Optional<String> function,
        String arguments,
        Optional<String> file,
        OptionalInt line,
        Optional<String> module) {}
