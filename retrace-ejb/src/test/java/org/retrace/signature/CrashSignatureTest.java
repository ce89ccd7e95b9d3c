// SPDX-License-Identifier: Apache-2.0
package org.retrace.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.backtrace.BacktraceParser;
import org.retrace.backtrace.BacktraceThread;

/** Which crashes are one problem. */
class CrashSignatureTest {

    /**
     * Functions innermost first, separated by blanks; "!" is the signal frame; expected: the functions of the
     * signature.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a b c d e f g | a:b:c:d:e
                    a b | a:b
                    # two named frames at least, among the top five
                    a |
                    a ?? |
                    ?? a b | ??:a:b
                    ?? ?? ?? ?? a b |
                    # a handler that caught the signal is not the cause, nor one that raised it again
                    print_trace handler ! a b | a:b
                    raise handler ! a b ! c d | c:d
                    abort handler ! raise abort a b | a:b
                    # the way from a failed check to the signal
                    raise abort a b | a:b
                    __pthread_kill_implementation __GI_raise __GI_abort a b | a:b
                    ?? raise abort __assert_fail_base __GI___assert_fail a b | a:b
                    raise@@GLIBC_2.2.5 abort@GLIBC_2.2.5 a b | a:b
                    gsignal abort __gnu_cxx::__verbose_terminate_handler ?? std::terminate __cxa_throw a b | a:b
                    # a helper that the program called in the middle stays
                    a raise b | a:raise:b
                    raise abort |
                    """)
    void namesTopFunctions(String functions, String expected) {
        Optional<String> signature = CrashSignature.of("/usr/bin/p", 11, thread(functions.split(" ", -1)))
                .map(CrashSignature::text);
        assertThat(signature).isEqualTo(Optional.ofNullable(expected).map(e -> "/usr/bin/p:11:" + e));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    f(int, char*) | f
                    ns::f<int, g(long)>(int) const | ns::f<int, g(long)>
                    (anonymous namespace)::f(int) | (anonymous namespace)::f
                    V::operator()(int) const | V::operator()
                    main::{lambda(int)#1}::operator()(int) const | main::{lambda(int)#1}::operator()
                    f [clone .constprop.0] | f
                    f(int) [clone .cold] | f
                    """)
    void leavesParametersAndCloneMarksOut(String printed, String name) {
        assertThat(StacktraceTop.of(thread(printed, "b")).functions()).containsExactly(name, "b");
    }

    @Test
    void hasNoneWithoutFrames() {
        assertThat(CrashSignature.of("/p", 6, thread())).isEmpty();
    }

    @Test
    void replacesAddressesInAssertions() {
        assertThat(CrashSignature.ofAssertion("/p", "f.c:3: g: Assertion `p == 0x7ffdeadbeef0' failed (0x10).\n"))
                .hasToString("/p:f.c:3: g: Assertion `p == ADDR' failed (0x10).");
    }

    @Test
    void isOneBoundedLine() {
        CrashSignature signature = CrashSignature.ofAssertion("/p", "two\nlines " + "x".repeat(50_000));
        assertThat(signature.text()).hasSize(CrashSignature.MAX_CHARS).startsWith("/p:two lines xxx");
    }

    private static BacktraceThread thread(String... functions) {
        StringBuilder text = new StringBuilder("Thread 1 (LWP 1):\n");
        for (int i = 0; i < functions.length; i++) {
            text.append("#").append(i).append("  ");
            text.append(functions[i].equals("!") ? "<signal handler called>" : "0x1 in " + functions[i] + " ()");
            text.append('\n');
        }
        return BacktraceParser.parse(text.toString()).threads().get(0);
    }
}
