// SPDX-License-Identifier: Apache-2.0
package org.retrace.task.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrashedThreadTextTest {

    private final CrashedThreadText crashed = new CrashedThreadText();

    @Test
    void isTheThreadThatGdbNumbersOne() {
        crashed.line("Thread 11 (LWP 8):");
        crashed.line("#0  wait () at toaster.c:3");
        crashed.line("Thread 1 (LWP 7):");
        crashed.line("#0  crash () at toaster.c:7");
        crashed.line("Thread 2 (LWP 9):");
        crashed.line("#0  rest () at toaster.c:9");

        assertThat(crashed.text()).isEqualTo("Thread 1 (LWP 7):\n#0  crash () at toaster.c:7\n");
    }

    @Test
    void isTheOnlyStackOfATextWithoutThreads() {
        crashed.line("#0  crash () at toaster.c:7");

        assertThat(crashed.text()).isEqualTo("#0  crash () at toaster.c:7\n");
    }

    @Test
    void endsLongBeforeAnEndlessRecursionDoes() {
        for (int i = 0; i < 1_000_000; i++) {
            crashed.line("#" + i + " deeper () at toaster.c:7");
        }

        assertThat(crashed.text().lines()).hasSize(1000);
    }

    @Test
    void endsBeforeItIsLargerThanAFewMebibytes() {
        for (int i = 0; i < 500; i++) {
            crashed.line("#" + i + " " + "x".repeat(100_000) + " () at toaster.c:7");
        }

        assertThat(crashed.text().length()).isBetween(3 << 20, 4 << 20);
    }
}
