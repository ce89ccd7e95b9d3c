// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrace.jsf.backtrace.MadeThreads.LIBRARY;
import static org.retrace.jsf.backtrace.MadeThreads.frame;
import static org.retrace.jsf.backtrace.MadeThreads.thread;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.Variable;

class EqualThreadsTest {

    private static List<List<Integer>> groups(DetailedThread... threads) {
        return EqualThreads.of(List.of(threads)).stream()
                .map(group ->
                        group.threads().stream().map(DetailedThread::number).toList())
                .toList();
    }

    private static DetailedThread waiting(int number, long offset, Variable... arguments) {
        return thread(number, false, frame(0, "futex_wait", LIBRARY, offset, arguments));
    }

    @Test
    void threadsAtTheSamePlaceAreOneGroup() {
        assertThat(groups(waiting(2, 8), waiting(3, 9), waiting(4, 8))).containsExactly(List.of(2, 4), List.of(3));
    }

    @Test
    void argumentsMakeNoDifference() {
        assertThat(groups(waiting(2, 8, new Variable("word", "0x1")), waiting(3, 8, new Variable("word", "0x2"))))
                .hasSize(1);
    }

    @Test
    void crashedThreadStandsAloneAndFirst() {
        var crashed = thread(1, true, frame(0, "futex_wait", LIBRARY, 8));

        assertThat(groups(crashed, waiting(2, 8), waiting(3, 8))).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void deeperThreadIsAnother() {
        var deeper = thread(3, false, frame(0, "futex_wait", LIBRARY, 8), frame(1, "main", LIBRARY, 9));

        assertThat(groups(waiting(2, 8), deeper)).hasSize(2);
    }

    @Test
    void threadThatEndsForAnotherReasonIsAnother() {
        var whole = waiting(2, 8);
        var broken = new DetailedThread(
                3, whole.lwp(), whole.name(), false, whole.frames(), Optional.of("corrupt stack?"), false);

        assertThat(groups(whole, broken)).hasSize(2);
    }

    @Test
    void inlinedCallsAtOneAddressAreToldApartByName() {
        var other = thread(3, false, frame(0, "futex_wake", LIBRARY, 8));

        assertThat(groups(waiting(2, 8), other)).hasSize(2);
    }

    @Test
    void threadsWithoutFramesAreEqual() {
        assertThat(groups(thread(2, false), thread(3, false))).containsExactly(List.of(2, 3));
    }

    @Test
    void threadThatIsAskedForStandsForItsGroup() {
        var group = EqualThreads.of(List.of(waiting(2, 8), waiting(3, 8))).get(0);

        assertThat(group.shown(Asked.of("3", "")).number()).isEqualTo(3);
        assertThat(group.shown(Asked.NOTHING).number()).isEqualTo(2);
    }
}
