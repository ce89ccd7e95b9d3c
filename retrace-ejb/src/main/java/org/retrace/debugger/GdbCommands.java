// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import java.util.ArrayList;
import java.util.List;

/** The arguments gdb is run with; each command is its own {@code -ex}, so that an error ends that command alone. */
final class GdbCommands {

    /** Where the sandbox shows the crashed machine's files: no path of anybody's own contains it. */
    static final String SYSROOT = "/.retrace-sysroot";

    static final String COREDUMP = "/.retrace-coredump";

    /** Begins each line of ours in gdb's output. */
    static final String MARK = "@@retrace ";

    private GdbCommands() {}

    /** All threads in short, then what else is said once about a crash. */
    static List<String> overview(boolean hasExecutable, String executable) {
        List<String> arguments = new ArrayList<>(start(hasExecutable, executable));
        section(arguments, "Threads", "thread apply all bt");
        section(arguments, "Shared libraries", "info sharedlibrary");
        section(arguments, "Registers", "info registers");
        section(arguments, "Disassembly", "x/16i $pc");
        mark(arguments, "end");
        return arguments;
    }

    /** The named threads with their locals, each between two marks. */
    static List<String> full(boolean hasExecutable, String executable, List<Integer> threads) {
        List<String> arguments = new ArrayList<>(start(hasExecutable, executable));
        for (int thread : threads) {
            mark(arguments, "begin " + thread);
            arguments.addAll(List.of("-ex", "thread apply " + thread + " bt full"));
            mark(arguments, "end " + thread);
        }
        return arguments;
    }

    private static List<String> start(boolean hasExecutable, String executable) {
        List<String> arguments = new ArrayList<>(List.of("gdb", "-nx", "-nh", "-batch"));
        for (String setting : List.of(
                "set auto-load no",
                "set debuginfod enabled off",
                "set sysroot " + SYSROOT,
                "set debug-file-directory " + SYSROOT + "/usr/lib/debug",
                "set pagination off",
                "set width 0",
                "set height 0",
                "set confirm off",
                "set style enabled off")) {
            arguments.addAll(List.of("-iex", setting));
        }
        if (hasExecutable) {
            arguments.addAll(List.of("-ex", "file " + SYSROOT + executable));
        }
        arguments.addAll(List.of("-ex", "core-file " + COREDUMP));
        return arguments;
    }

    private static void section(List<String> arguments, String name, String command) {
        mark(arguments, "section " + name);
        arguments.addAll(List.of("-ex", command));
    }

    private static void mark(List<String> arguments, String text) {
        arguments.addAll(List.of("-ex", "echo \\n" + MARK + text + "\\n"));
    }
}
