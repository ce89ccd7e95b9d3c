// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrace.jsf.backtrace.MadeThreads.LIBRARY;
import static org.retrace.jsf.backtrace.MadeThreads.PROGRAM;
import static org.retrace.jsf.backtrace.MadeThreads.backtrace;
import static org.retrace.jsf.backtrace.MadeThreads.deep;
import static org.retrace.jsf.backtrace.MadeThreads.frame;
import static org.retrace.jsf.backtrace.MadeThreads.thread;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrace.backtrace.detail.DetailedThread;

class BacktraceViewTest {

    private static BacktraceView view(Asked asked, DetailedThread... threads) {
        return BacktraceView.of(backtrace(List.of(threads)), asked);
    }

    @Test
    void onlyTheCrashedThreadIsOpen() {
        var threads = view(Asked.NOTHING, deep(1, 3), deep(2, 3)).threads();

        assertThat(threads).extracting(ThreadView::open).containsExactly(true, false);
        assertThat(threads).extracting(ThreadView::mark).containsExactly("crashed", "");
        assertThat(threads).extracting(thread -> thread.frames().size()).containsExactly(3, 3);
    }

    @Test
    void threadThatIsAskedForIsOpenToo() {
        assertThat(view(Asked.of("2", ""), deep(1, 3), deep(2, 3))
                        .threads()
                        .get(1)
                        .openAttribute())
                .isEqualTo("open");
        assertThat(view(Asked.of("9", ""), deep(1, 3), deep(2, 3))
                        .threads()
                        .get(1)
                        .openAttribute())
                .isNull();
    }

    @Test
    void equalThreadsSayHowManyTheyAreAndWhere() {
        var wait = frame(0, "futex_wait", LIBRARY, 8);
        var pool = frame(1, "wait_for_water", PROGRAM, 9);
        var group = view(Asked.NOTHING, deep(1, 1), thread(2, false, wait, pool), thread(3, false, wait, pool))
                .threads()
                .get(1);

        assertThat(group.heading()).isEqualTo("2 threads");
        assertThat(group.where()).isEqualTo("in futex_wait from wait_for_water");
        assertThat(group.others()).containsExactly(3);
        assertThat(group.name()).isEmpty();
    }

    @Test
    void singleThreadSaysItsNameAndTheKernels() {
        var single = view(Asked.NOTHING, deep(1, 1)).threads().get(0);

        assertThat(single.heading()).isEqualTo("Thread 1");
        assertThat(single.name()).isEqualTo("kettle, LWP 101");
        assertThat(single.depthText()).isEqualTo("1 frame");
    }

    @Test
    void threadWithoutFramesSaysSo() {
        var empty = view(Asked.NOTHING, thread(1, true)).threads().get(0);

        assertThat(empty.where()).isEqualTo("without a frame");
        assertThat(empty.hasMore()).isFalse();
    }

    @Test
    void deepThreadShowsItsBeginningAndALinkToTheRest() {
        var thread = view(Asked.NOTHING, deep(1, 250)).threads().get(0);

        assertThat(thread.frames()).hasSize(ThreadView.MOST_FRAMES);
        assertThat(thread.hasMore()).isTrue();
        assertThat(thread.next()).isEqualTo(100);
        assertThat(thread.moreText()).isEqualTo("Show frames 100 to 249");
        assertThat(thread.hasEarlier()).isFalse();
    }

    @Test
    void partGoesOnWhereTheOneBeforeEnded() {
        var part = BacktraceView.part(backtrace(List.of(deep(1, 250))), Asked.of("1", "200"))
                .orElseThrow();

        assertThat(part.frames()).extracting(FrameView::number).startsWith(200).endsWith(249);
        assertThat(part.hasMore()).isFalse();
        assertThat(part.hasEarlier()).isTrue();
    }

    @Test
    void partOfNoThreadIsNothing() {
        var backtrace = backtrace(List.of(deep(1, 2)));

        assertThat(BacktraceView.part(backtrace, Asked.of("2", ""))).isEmpty();
        assertThat(BacktraceView.part(backtrace, Asked.of("-1 or 1=1", ""))).isEmpty();
    }

    @Test
    void partBehindTheEndOffersTheBeginning() {
        var part = BacktraceView.part(backtrace(List.of(deep(1, 3))), Asked.of("1", "500"))
                .orElseThrow();

        assertThat(part.frames()).isEmpty();
        assertThat(part.moreText()).isEqualTo("Show 3 frames");
    }

    @Test
    void manyThreadsTakeNoMoreThanTheirRoom() {
        var threads = IntStream.rangeClosed(1, 500)
                .mapToObj(number -> deep(number, 60))
                .toArray(DetailedThread[]::new);
        var view = view(Asked.NOTHING, threads);

        assertThat(view.threads()).hasSize(500);
        assertThat(view.threads().stream().mapToInt(ThreadView::weight).sum()).isLessThan(BacktraceView.ROOM + 10_000);
        assertThat(view.threads().get(499).frames()).isEmpty();
        assertThat(view.threads().get(499).moreText()).isEqualTo("Show 60 frames");
    }

    @Test
    void threadThatIsAskedForHasRoomOfItsOwn() {
        var threads = IntStream.rangeClosed(1, 500)
                .mapToObj(number -> deep(number, 60))
                .toArray(DetailedThread[]::new);

        assertThat(view(Asked.of("499", ""), threads).threads().get(498).frames())
                .hasSize(60);
    }

    @Test
    void threadsBeyondTheMostAreCountedAndStillThereWhenAskedFor() {
        var threads = IntStream.rangeClosed(1, BacktraceView.MOST_THREADS + 5)
                .mapToObj(number -> deep(number, 1))
                .toArray(DetailedThread[]::new);
        var last = Integer.toString(threads.length);

        assertThat(view(Asked.NOTHING, threads).left()).isEqualTo(5);
        assertThat(view(Asked.of(last, ""), threads).left()).isEqualTo(4);
        assertThat(view(Asked.of(last, ""), threads).threads()).last().matches(ThreadView::open);
    }

    @Test
    void cutThreadSaysSoAtItsEnd() {
        var whole = deep(1, 2);
        var cut = new DetailedThread(1, whole.lwp(), whole.name(), true, whole.frames(), Optional.empty(), true);

        assertThat(view(Asked.NOTHING, cut).threads().get(0).ending()).contains("was cut here");
        assertThat(view(Asked.NOTHING, whole).threads().get(0).ending()).isEmpty();
    }
}
