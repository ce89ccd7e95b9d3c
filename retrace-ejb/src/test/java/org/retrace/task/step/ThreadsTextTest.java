// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadsTextTest {

    private final ThreadsText threads = new ThreadsText();

    @Test
    void beginsWithTheThreadThatGdbNumbersOne() {
        threads.line("Thread 11 (LWP 8):");
        threads.line("#0  wait () at toaster.c:3");
        threads.line("Thread 1 (LWP 7):");
        threads.line("#0  crash () at toaster.c:7");
        threads.line("Thread 2 (LWP 9):");
        threads.line("#0  rest () at toaster.c:9");

        assertThat(threads.text())
                .isEqualTo(
                        """
                        Thread 1 (LWP 7):
                        #0  crash () at toaster.c:7
                        Thread 11 (LWP 8):
                        #0  wait () at toaster.c:3
                        Thread 2 (LWP 9):
                        #0  rest () at toaster.c:9
                        """);
        assertThat(threads.isCut()).isFalse();
    }

    @Test
    void isTheOnlyStackOfATextWithoutThreads() {
        threads.line("#0  crash () at toaster.c:7");

        assertThat(threads.text()).isEqualTo("#0  crash () at toaster.c:7\n");
    }

    @Test
    void endsLongBeforeAnEndlessRecursionDoes() {
        for (int i = 0; i < 1_000_000; i++) {
            threads.line("#" + i + " deeper () at toaster.c:7");
        }

        assertThat(threads.text().lines()).hasSize(ThreadsText.LINES_OF_A_THREAD);
        assertThat(threads.isCut()).isFalse();
    }

    @Test
    void endsBeforeAThreadIsLargerThanAFewMebibytes() {
        for (int i = 0; i < 500; i++) {
            threads.line("#" + i + " " + "x".repeat(100_000) + " () at toaster.c:7");
        }

        assertThat(threads.text().length()).isBetween(3 << 20, 4 << 20);
        assertThat(threads.isCut()).isTrue();
    }

    @Test
    void leavesTheCrashedThreadItsRoomWhateverTheOthersAre() {
        for (int thread = 1000; thread > 1; thread--) {
            threads.line("Thread " + thread + " (LWP 7):");
            for (int frame = 0; frame < 300; frame++) {
                threads.line("#" + frame + " wait () at toaster.c:3");
            }
        }
        threads.line("Thread 1 (LWP 7):");
        threads.line("#0  crash () at toaster.c:7");

        assertThat(threads.text()).startsWith("Thread 1 (LWP 7):\n#0  crash () at toaster.c:7\nThread 1000 ");
        assertThat(threads.text().length()).isLessThan(8 << 20);
        assertThat(threads.isCut()).isTrue();
    }
}
