// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;

/**
 * Threads that stand at the same place, by the same way; they may differ in their arguments. The crashed one stands
 * alone.
 *
 * @param threads at least one, in the order of the backtrace
 */
record EqualThreads(List<DetailedThread> threads) {

    EqualThreads {
        threads = List.copyOf(threads);
    }

    /**
     * What two frames at the same place have in common.
     *
     * @param kind how it came to be
     * @param address where it is
     * @param function the name, which tells inlined calls at one address apart
     * @param source for frames without an address
     */
    private record Place(FrameKind kind, OptionalLong address, Optional<String> function, Optional<SourceLine> source) {

        static Place of(DetailedFrame frame) {
            return new Place(frame.kind(), frame.address(), frame.function(), frame.source());
        }
    }

    /**
     * What equal threads have in common.
     *
     * @param crashed number of the crashed one; 0 for others
     * @param places of the frames
     * @param ending why the frames end
     * @param cut whether there are more
     */
    private record Way(int crashed, List<Place> places, Optional<String> ending, boolean cut) {

        static Way of(DetailedThread thread) {
            return new Way(
                    thread.crashed() ? thread.number() : 0,
                    thread.frames().stream().map(Place::of).toList(),
                    thread.ending(),
                    thread.cut());
        }
    }

    /** All threads, each in one group; groups in the order of their first. */
    static List<EqualThreads> of(List<DetailedThread> threads) {
        var groups = new LinkedHashMap<Way, List<DetailedThread>>();
        threads.forEach(thread ->
                groups.computeIfAbsent(Way.of(thread), way -> new ArrayList<>()).add(thread));
        return groups.values().stream().map(EqualThreads::new).toList();
    }

    /** The thread whose frames stand for all: the one that is asked for, else the first. */
    DetailedThread shown(Asked asked) {
        return threads.stream()
                .filter(thread -> thread.number() == asked.thread())
                .findFirst()
                .orElse(threads.get(0));
    }
}
