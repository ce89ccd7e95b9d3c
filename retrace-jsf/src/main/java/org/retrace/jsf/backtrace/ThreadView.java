// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.jsf.frame.Plain;

/**
 * One thread, or several that stand at the same place, as a section that folds.
 *
 * @param id its anchor, {@code t1}
 * @param number of the thread whose frames are shown
 * @param heading what it is called: {@code Thread 1}, {@code 23 threads}
 * @param name what the program calls it, and the kernel
 * @param others numbers of the other threads at the same place
 * @param where what it is doing: innermost function, and the first that is not the runtime's
 * @param crashed whether the signal hit it
 * @param open whether it is unfolded at first
 * @param depth how many frames it has
 * @param from position of the first frame that is shown
 * @param frames those that are shown, in order; none where they are fetched when it is opened
 * @param ending why the stack ends where it does; empty where it ends by itself
 */
public record ThreadView(
        String id,
        int number,
        String heading,
        String name,
        List<Integer> others,
        String where,
        boolean crashed,
        boolean open,
        int depth,
        int from,
        List<FrameView> frames,
        String ending) {

    /** Most frames that are shown at once. */
    static final int MOST_FRAMES = 100;

    private static final int MOST_NAME = 100;
    private static final int MOST_ENDING = 500;

    /** Takes its own copies of the lists. */
    public ThreadView {
        others = List.copyOf(others);
        frames = List.copyOf(frames);
    }

    /** @param room characters that its frames may take; the last one may go beyond */
    static ThreadView of(DetailedBacktrace backtrace, EqualThreads equal, Asked asked, int room) {
        var thread = equal.shown(asked);
        var others = equal.threads().stream()
                .map(DetailedThread::number)
                .filter(number -> number != thread.number())
                .toList();
        return new ThreadView(
                "t" + thread.number(),
                thread.number(),
                others.isEmpty() ? "Thread " + thread.number() : equal.threads().size() + " threads",
                others.isEmpty() ? name(thread) : "",
                others,
                where(backtrace, thread),
                thread.crashed(),
                thread.crashed() || thread.number() == asked.thread(),
                thread.frames().size(),
                asked.from(thread.number()),
                frames(backtrace, thread, asked.from(thread.number()), room),
                ending(thread));
    }

    private static String name(DetailedThread thread) {
        var name = Plain.of(thread.name().orElse(""), MOST_NAME);
        var lwp = thread.lwp().isPresent() ? "LWP " + thread.lwp().getAsLong() : "";
        return name.isEmpty() || lwp.isEmpty() ? name + lwp : name + ", " + lwp;
    }

    private static String where(DetailedBacktrace backtrace, DetailedThread thread) {
        var innermost = thread.frames().stream().findFirst().map(ThreadView::function);
        var own = thread.frames().stream()
                .filter(frame -> isOwn(backtrace, frame))
                .findFirst()
                .map(ThreadView::function);
        if (innermost.isEmpty()) {
            return "without a frame";
        }
        return "in " + innermost.get()
                + own.filter(it -> !it.equals(innermost.get()))
                        .map(it -> " from " + it)
                        .orElse("");
    }

    private static String function(DetailedFrame frame) {
        return Plain.of(FrameView.function(frame), MOST_NAME);
    }

    private static boolean isOwn(DetailedBacktrace backtrace, DetailedFrame frame) {
        Optional<TracedModule> module = backtrace.module(frame);
        return frame.function().isPresent()
                && module.isPresent()
                && !module.get().isRuntime();
    }

    private static String ending(DetailedThread thread) {
        return thread.cut()
                ? "There are more frames; the backtrace was cut here."
                : Plain.of(thread.ending().orElse(""), MOST_ENDING);
    }

    private static List<FrameView> frames(DetailedBacktrace backtrace, DetailedThread thread, int from, int room) {
        var frames = new ArrayList<FrameView>();
        var left = room;
        for (var at = from; at < thread.frames().size() && frames.size() < MOST_FRAMES && left > 0; at++) {
            var frame = FrameView.of(backtrace, thread.number(), thread.frames().get(at));
            left -= frame.weight();
            frames.add(frame);
        }
        return frames;
    }

    /** Style classes. */
    public String look() {
        return crashed ? "crashed" : isGroup() ? "group" : "single";
    }

    /** How it came to be here, in a word. */
    public String mark() {
        return crashed ? "crashed" : "";
    }

    /** The attribute of that name: null leaves it out. */
    public @Nullable String openAttribute() {
        return open ? "open" : null;
    }

    /** Whether it stands for several. */
    public boolean isGroup() {
        return !others.isEmpty();
    }

    /** Position of the first frame behind those that are shown; 0 when none is shown. */
    public int next() {
        return frames.isEmpty() ? 0 : from + frames.size();
    }

    public boolean hasMore() {
        return next() < depth;
    }

    /** Whether frames before those that are shown were left out. */
    public boolean hasEarlier() {
        return from > 0;
    }

    /** How many frames it has, in words. */
    public String depthText() {
        return depth == 1 ? "1 frame" : depth + " frames";
    }

    /** What the link to the frames that are not shown is called. */
    public String moreText() {
        return frames.isEmpty() ? "Show " + depthText() : "Show frames " + next() + " to " + (depth - 1);
    }

    int weight() {
        return frames.stream().mapToInt(FrameView::weight).sum();
    }
}
