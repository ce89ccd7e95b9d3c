// SPDX-License-Identifier: Apache-2.0
package org.retrace.signature;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.retrace.backtrace.BacktraceThread;
import org.retrace.backtrace.Frame;

/**
 * The up to five innermost functions of a crashed thread that are the program's own doing: without the frames of a
 * signal handler that caught the crash, and without the library's way from a failed check to the signal.
 *
 * @param functions innermost first; names without parameter lists, versions and clone marks; {@value #UNKNOWN} for a
 *     frame without a name
 */
public record StacktraceTop(List<String> functions) {

    /** What stands for a function without a name. */
    public static final String UNKNOWN = "??";

    private static final int DEPTH = 5;
    private static final int HELPERS_DEPTH = 16;
    private static final Pattern MARKS = Pattern.compile("\\s*\\[clone [^]]*\\]|@@?[A-Za-z][A-Za-z0-9_.]*$");
    private static final Pattern PREFIX = Pattern.compile("^__GI_");
    private static final Set<String> HELPERS = Set.of(
            "__kernel_vsyscall",
            "__restore_rt",
            "__pthread_kill",
            "__pthread_kill_implementation",
            "__pthread_kill_internal",
            "pthread_kill",
            "___pthread_kill",
            "raise",
            "gsignal",
            "__raise",
            "kill",
            "tgkill",
            "abort",
            "__abort",
            "__assert",
            "__assert_fail",
            "__assert_fail_base",
            "__assert_perror_fail",
            "__libc_message",
            "__libc_message_impl",
            "__libc_fatal",
            "__chk_fail",
            "__fortify_fail",
            "__fortify_fail_abort",
            "__stack_chk_fail",
            "__stack_chk_fail_local",
            "malloc_printerr",
            "g_abort",
            "g_assertion_message",
            "g_assertion_message_expr",
            "g_assertion_message_cmpnum",
            "g_assertion_message_cmpstr",
            "g_assertion_message_error",
            "_g_log_abort",
            "g_log",
            "g_logv",
            "g_log_default_handler",
            "__gnu_cxx::__verbose_terminate_handler",
            "__cxxabiv1::__terminate",
            "__cxxabiv1::__cxa_throw",
            "__cxa_throw",
            "__cxa_rethrow",
            "std::terminate",
            "std::__glibcxx_assert_fail",
            "std::__replacement_assert");

    /** Takes its own copy of the list. */
    public StacktraceTop {
        functions = List.copyOf(functions);
    }

    /** The top of this thread's stack; no functions when it has no frames. */
    public static StacktraceTop of(BacktraceThread thread) {
        List<Frame> frames = thread.frames();
        List<String> names = frames.subList(afterHandler(frames), frames.size()).stream()
                .limit(HELPERS_DEPTH + DEPTH)
                .map(StacktraceTop::name)
                .toList();
        return new StacktraceTop(
                names.stream().skip(helpers(names)).limit(DEPTH).toList());
    }

    /**
     * The functions of a whole stack that have a name, innermost first, without parameter lists, versions and marks.
     */
    public static List<String> names(BacktraceThread thread) {
        return thread.frames().stream()
                .filter(frame -> frame.function().isPresent())
                .map(StacktraceTop::name)
                .distinct()
                .toList();
    }

    private static int afterHandler(List<Frame> frames) {
        int after = 0;
        for (int i = 0; i < frames.size(); i++) {
            after = frames.get(i).signalHandler() ? i + 1 : after;
        }
        return after;
    }

    /** How many names lead to the last helper of the run at the top, unnamed frames within it included. */
    private static int helpers(List<String> names) {
        int helpers = 0;
        for (int i = 0; i < names.size(); i++) {
            boolean helper = HELPERS.contains(names.get(i));
            if (!helper && !names.get(i).equals(UNKNOWN)) {
                break;
            }
            helpers = helper ? i + 1 : helpers;
        }
        return helpers;
    }

    private static String name(Frame frame) {
        return frame.function().map(StacktraceTop::plain).orElse(UNKNOWN);
    }

    private static String plain(String function) {
        String unmarked = MARKS.matcher(function).replaceAll("");
        return PREFIX.matcher(withoutParameters(unmarked).strip()).replaceFirst("");
    }

    /**
     * {@code ns::f<int>(int, char*) const} becomes {@code ns::f<int>}; {@code operator()} keeps its own parentheses.
     */
    private static String withoutParameters(String function) {
        int depth = 0;
        for (int i = 0; i < function.length(); i++) {
            char c = function.charAt(i);
            if (c == '<' || c == '{') {
                depth++;
            } else if (c == '>' || c == '}') {
                depth--;
            } else if (c == '(' && depth == 0 && !isPartOfName(function, i)) {
                return function.substring(0, i);
            }
        }
        return function;
    }

    private static boolean isPartOfName(String function, int open) {
        return function.startsWith("(anonymous namespace)", open)
                || (function.startsWith("()", open) && function.startsWith("operator", Math.max(0, open - 8)));
    }
}
