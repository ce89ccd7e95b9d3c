// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.retrace.backtrace.detail.TracedModule;

class UntrustedFramesTest {

    private static final String BUILD_ID = "ab".repeat(20);
    private static final TracedModule MISSING =
            missing("/usr/lib64/libgone.so.1", 0x7f0000001000L, 0x7f0000002000L, Optional.of(BUILD_ID));
    private static final String STOPPED = "Backtrace stopped: no package has /usr/lib64/libgone.so.1 with build-id "
            + BUILD_ID + "; frames beyond it would be guessed";

    @Test
    void cutsBehindANamelessFrameInAMissingModule() {
        assertThat(
                        trimmed(
                                """
                        Thread 1 (LWP 7):
                        #0  crash () at toaster.c:7
                        #1  0x00007f0000001234 in ?? () from /usr/lib64/libgone.so.1
                        #2  0x0000000000401136 in main () at toaster.c:12
                        #3  0x00007ffff7000000 in ?? ()
                        """))
                .isEqualTo(
                        """
                        Thread 1 (LWP 7):
                        #0  crash () at toaster.c:7
                        #1  0x00007f0000001234 in ?? () from /usr/lib64/libgone.so.1
                        """
                                + STOPPED + "\n");
    }

    @Test
    void cutsTheLocalsOfGuessedFramesToo() {
        assertThat(
                        trimmed(
                                """
                        #0  crash () at toaster.c:7
                                depth = 3
                        No locals.
                        #1  0x00007f0000001234 in ?? ()
                        No symbol table info available.
                        #2  0x0000000000401136 in main () at toaster.c:12
                                argv = 0x1
                        #3  0x0000000000401200 in start () at toaster.c:20
                        No locals.
                        """))
                .isEqualTo(
                        """
                        #0  crash () at toaster.c:7
                                depth = 3
                        No locals.
                        #1  0x00007f0000001234 in ?? ()
                        """
                                + STOPPED + "\n");
    }

    @Test
    void goesOnWithTheNextThread() {
        assertThat(
                        trimmed(
                                """
                        #0  0x00007f0000001234 in ?? ()
                        No symbol table info available.
                        #1  0x0000000000401136 in main ()
                        Backtrace stopped: previous frame inner to this frame (corrupt stack?)

                        Thread 2 (LWP 8):
                        #0  0x0000000000401136 in wait ()
                        #1  0x0000000000401200 in start ()
                        """))
                .isEqualTo(
                        "#0  0x00007f0000001234 in ?? ()\n" + STOPPED
                                + """


                        Thread 2 (LWP 8):
                        #0  0x0000000000401136 in wait ()
                        #1  0x0000000000401200 in start ()
                        """);
    }

    @Test
    void goesOnWithTheNextThreadWhereNoEmptyLineIsBetween() {
        String next = "Thread 2 (LWP 8):\n#0  0x0000000000401136 in wait ()\n";

        assertThat(trimmed("#0  0x00007f0000001234 in ?? ()\n" + next))
                .isEqualTo("#0  0x00007f0000001234 in ?? ()\n" + STOPPED + "\n" + next);
    }

    @Test
    void goesOnWithTheNextSectionThatTheDebuggersTextHas() {
        String next = "== Shared libraries ==\nFrom  To  Syms Read\n== Thread 2 in full ==\n#0  wait ()\n";

        assertThat(trimmed("#0  0x00007f0000001234 in ?? ()\n" + next))
                .isEqualTo("#0  0x00007f0000001234 in ?? ()\n" + STOPPED + "\n" + next);
    }

    @Test
    void cutsEachThreadAnew() {
        String thread = "Thread %d (LWP 8):\n#0  0x00007f0000001234 in ?? ()\n#1  0x401136 in main ()\n\n";

        assertThat(trimmed(thread.formatted(2) + thread.formatted(1)))
                .contains("Thread 2", "Thread 1")
                .doesNotContain("main");
    }

    @Test
    void leavesNamelessFramesOfModulesThatAreThere() {
        String text = "#0  0x00007f0000000fff in ?? ()\n#1  0x00007f0000002000 in ?? ()\n#2  main ()\n";

        assertThat(trimmed(text)).isEqualTo(text);
    }

    @Test
    void cutsInTheFirstAndInTheLastByteOfAModule() {
        assertThat(trimmed("#0  0x00007f0000001000 in ?? ()\n#1  main ()\n")).doesNotContain("main");
        assertThat(trimmed("#0  0x00007f0000001fff in ?? ()\n#1  main ()\n")).doesNotContain("main");
    }

    @Test
    void comparesAddressesWithoutSign() {
        TracedModule high = missing("/high", 0x7fff_ffff_ffff_f000L, 0x8000_0000_0000_1000L, Optional.empty());

        assertThat(trimmed("#0  0x8000000000000fff in ?? ()\n#1  main ()\n", high))
                .contains("/high (its build-id is unknown)")
                .doesNotContain("main");
        assertThat(trimmed("#0  0x8000000000001000 in ?? ()\n#1  main ()\n", high))
                .contains("main");
    }

    @Test
    void cutsInAModuleThatAnotherBeginsIn() {
        TracedModule wide = missing("/wide", 0x1000, 0x9000, Optional.empty());
        TracedModule inside = missing("/inside", 0x2000, 0x3000, Optional.empty());
        UntrustedFrames frames = new UntrustedFrames(List.of(inside, wide));

        assertThat(frames.next("#0  0x0000000000004000 in ?? ()"))
                .hasValueSatisfying(text -> assertThat(text).contains("no package has /wide"));
        assertThat(frames.next("#0  0x0000000000009000 in ?? ()")).hasValue("#0  0x0000000000009000 in ?? ()");
    }

    @Test
    @Timeout(10)
    void readsALongTextOfManyModules() {
        List<TracedModule> many = LongStream.range(0, 60_000)
                .mapToObj(i -> missing("/" + i, i << 12, (i << 12) + 1, Optional.empty()))
                .toList();
        UntrustedFrames frames = new UntrustedFrames(many);

        assertThat(IntStream.range(0, 200_000)
                        .filter(i ->
                                frames.next("#0  0x800 in ?? ()").orElse("").contains("stopped")))
                .isEmpty();
    }

    @Test
    void changesNothingWhereNoModuleIsMissing() {
        String text = "#0  0x00007f0000001234 in ?? ()\n#1  main ()\n";

        assertThat(new UntrustedFrames(List.of()).next(text.lines().findFirst().orElseThrow()))
                .hasValue("#0  0x00007f0000001234 in ?? ()");
    }

    private static String trimmed(String text) {
        return trimmed(text, MISSING);
    }

    private static String trimmed(String text, TracedModule missing) {
        UntrustedFrames frames = new UntrustedFrames(List.of(missing));
        return text.lines().map(frames::next).flatMap(Optional::stream).collect(Collectors.joining("\n", "", "\n"));
    }

    private static TracedModule missing(String path, long start, long end, Optional<String> buildId) {
        return new TracedModule(path, buildId, Optional.empty(), start, end, false, false);
    }
}
