// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.jsf.frame.Plain;

/**
 * A backtrace as one page shows it: the crashed thread unfolded, of the others as many frames as there is room for;
 * what has none is fetched when somebody opens it.
 *
 * @param threads the crashed one first; equal ones together
 * @param left how many groups of threads are not shown at all
 * @param notes what is missing or was cut, a sentence each
 */
public record BacktraceView(List<ThreadView> threads, int left, List<String> notes) {

    /** Most groups of threads. */
    static final int MOST_THREADS = 600;

    /** Most characters of all frames of a page, and of one part that is fetched later; a frame may go beyond. */
    static final int ROOM = 250_000;

    private static final int MOST_NOTES = 50;
    private static final int MOST_CHARACTERS = 500;

    /** Takes its own copies of the lists. */
    public BacktraceView {
        threads = List.copyOf(threads);
        notes = List.copyOf(notes);
    }

    /** What a page shows at first. */
    public static BacktraceView of(DetailedBacktrace backtrace, Asked asked) {
        var groups = EqualThreads.of(backtrace.threads());
        var threads = new ArrayList<ThreadView>();
        var room = ROOM;
        for (var equal : wanted(groups, asked)) {
            var isAsked = equal.shown(asked).number() == asked.thread();
            var thread = ThreadView.of(backtrace, equal, asked, isAsked ? ROOM : room);
            threads.add(thread);
            room -= thread.weight();
        }
        var notes = backtrace.notes().stream()
                .limit(MOST_NOTES)
                .map(note -> Plain.of(note, MOST_CHARACTERS))
                .toList();
        return new BacktraceView(threads, groups.size() - threads.size(), notes);
    }

    /** The thread that is asked for, whatever its place. */
    private static List<EqualThreads> wanted(List<EqualThreads> groups, Asked asked) {
        var wanted = new ArrayList<>(groups.subList(0, Math.min(MOST_THREADS, groups.size())));
        groups.stream()
                .skip(MOST_THREADS)
                .filter(equal -> equal.shown(asked).number() == asked.thread())
                .forEach(wanted::add);
        return wanted;
    }

    /** The part of one thread that is fetched later; empty when there is no such thread. */
    public static Optional<ThreadView> part(DetailedBacktrace backtrace, Asked asked) {
        return backtrace.threads().stream()
                .filter(thread -> thread.number() == asked.thread())
                .findFirst()
                .map(thread -> ThreadView.of(backtrace, new EqualThreads(List.of(thread)), asked, ROOM));
    }

    /** How many threads there are, in words. */
    public String summary() {
        var all =
                threads.stream().mapToInt(thread -> 1 + thread.others().size()).sum();
        return all == 1 ? "1 thread" : all + " threads";
    }
}
