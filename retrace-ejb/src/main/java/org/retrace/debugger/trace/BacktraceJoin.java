// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.Backtrace;
import org.retrace.backtrace.BacktraceThread;
import org.retrace.backtrace.Frame;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.coredump.Coredump;
import org.retrace.coredump.CrashSignal;

/**
 * One structured backtrace out of all that is known of a crash: the coredump's signal and modules, the frames that gdb
 * told, and the text, which fills what gdb did not come to tell. A stack is not followed beyond a nameless frame in a
 * module that was not found. One instance makes one.
 */
public final class BacktraceJoin {

    /** Most frames of a thread. */
    static final int FRAMES = 2000;

    /** Most threads. */
    static final int THREADS = 10_000;

    private final Coredump coredump;
    private final ModulePlaces places;
    private final JsonRoom room = JsonRoom.forFrames();
    private final List<String> notes = new ArrayList<>();
    private int fromText;
    private boolean variablesLeftOut;

    /** @param modules of the coredump, with what was found for them */
    public BacktraceJoin(Coredump coredump, List<TracedModule> modules) {
        this.coredump = coredump;
        JsonRoom moduleRoom = JsonRoom.forModules();
        List<TracedModule> kept = modules.stream()
                .filter(module -> module.path().length() <= TextFrames.TEXT_CHARS)
                .filter(moduleRoom::takes)
                .toList();
        if (kept.size() < modules.size()) {
            notes.add("Of " + modules.size() + " modules, " + kept.size() + " are listed.");
        }
        this.places = new ModulePlaces(kept);
    }

    /**
     * Joins.
     *
     * @param text threads as the published text has them
     * @param textNotes what is missing in it, a sentence each
     */
    public DetailedBacktrace join(Backtrace text, List<String> textNotes, RecordedFrames records) {
        Map<Integer, BacktraceThread> printed = new TreeMap<>();
        text.threads().forEach(thread -> printed.putIfAbsent(thread.number(), thread));
        Map<Integer, RecordedThread> recorded = new TreeMap<>();
        records.threads().forEach(thread -> recorded.putIfAbsent(thread.number(), thread));
        int crashed = text.crashedThread().map(BacktraceThread::number).orElse(1);
        List<DetailedThread> threads = new ArrayList<>();
        numbers(crashed, printed, recorded).forEach(number -> {
            Source source = new Source(printed.get(number), recorded.get(number));
            threads.add(thread(number, number == crashed, source));
        });
        if (coredump.missingBytes() > 0) {
            notes.add("The coredump is cut: " + coredump.missingBytes() + " bytes at its end are missing.");
        }
        notes.addAll(0, textNotes);
        notes.addAll(records.notes());
        if (fromText > 0) {
            notes.add("Frames of " + fromText + (fromText == 1 ? " thread" : " threads")
                    + " are those of the text, without locals.");
        }
        if (variablesLeftOut) {
            notes.add("Not all frames list their variables: there were too many.");
        }
        return backtrace(threads);
    }

    private DetailedBacktrace backtrace(List<DetailedThread> threads) {
        CrashSignal signal = coredump.signal();
        boolean ended = signal.number() > 0;
        return new DetailedBacktrace(
                ended ? Optional.of(signal.name()) : Optional.empty(),
                ended ? OptionalInt.of(signal.number()) : OptionalInt.empty(),
                signal.faultAddress(),
                threads,
                places.modules(),
                notes.stream().map(TextFrames::cut).toList(),
                notes.isEmpty());
    }

    private List<Integer> numbers(
            int crashed, Map<Integer, BacktraceThread> printed, Map<Integer, RecordedThread> recorded) {
        List<Integer> numbers = new ArrayList<>(printed.keySet());
        recorded.keySet().stream()
                .filter(number -> !printed.containsKey(number))
                .forEach(numbers::add);
        numbers.sort(Comparator.<Integer, Boolean>comparing(number -> number != crashed)
                .thenComparing(Comparator.naturalOrder()));
        if (numbers.size() > THREADS) {
            notes.add("Of " + numbers.size() + " threads, " + THREADS + " are listed.");
        }
        return numbers.subList(0, Math.min(THREADS, numbers.size()));
    }

    /**
     * Where a thread's frames come from; at least one is there.
     *
     * @param printed the thread in the text
     * @param recorded the thread as gdb told it to programs
     */
    private record Source(@Nullable BacktraceThread printed, @Nullable RecordedThread recorded) {

        List<DetailedFrame> told() {
            return recorded == null ? List.of() : recorded.frames();
        }

        List<Frame> text() {
            return printed == null ? List.of() : printed.frames();
        }

        Optional<RecordedThread.End> end() {
            return recorded == null ? Optional.empty() : recorded.end();
        }

        OptionalLong lwp() {
            if (recorded != null && recorded.lwp().isPresent()) {
                return recorded.lwp();
            }
            return printed != null && printed.lwp().isPresent()
                    ? OptionalLong.of(printed.lwp().getAsInt())
                    : OptionalLong.empty();
        }

        Optional<String> name() {
            Optional<String> told = recorded == null ? Optional.empty() : recorded.name();
            return told.or(() -> printed == null ? Optional.empty() : printed.name());
        }

        Optional<String> ending() {
            Optional<String> said = printed == null ? Optional.empty() : printed.ending();
            return said.or(() -> end().flatMap(RecordedThread.End::reason));
        }
    }

    private DetailedThread thread(int number, boolean crashed, Source source) {
        List<DetailedFrame> all = frames(source);
        List<DetailedFrame> kept = new ArrayList<>();
        Optional<String> ending = Optional.empty();
        boolean full = false;
        for (int i = 0; i < all.size() && ending.isEmpty() && !full; i++) {
            DetailedFrame frame = places.placed(all.get(i));
            full = kept.size() == FRAMES || !room.takes(frame);
            if (!full) {
                kept.add(frame);
                ending = endOfTrust(frame);
            }
        }
        boolean cut = full
                || (ending.isEmpty()
                        && source.end().filter(RecordedThread.End::cut).isPresent());
        if (cut) {
            notes.add("Thread " + number + " has more than the " + kept.size() + " frames that are listed.");
        }
        variablesLeftOut |=
                source.end().filter(RecordedThread.End::variablesLeftOut).isPresent();
        Optional<String> reason = cut ? Optional.empty() : ending.or(source::ending);
        return new DetailedThread(
                number,
                source.lwp(),
                source.name().map(TextFrames::cut),
                crashed,
                kept,
                reason.map(TextFrames::cut),
                cut);
    }

    /** What gdb told; behind it, where gdb did not come to the end, what the text has. */
    private List<DetailedFrame> frames(Source source) {
        List<DetailedFrame> frames = new ArrayList<>();
        List<Frame> text = source.text();
        for (DetailedFrame told : source.told()) {
            boolean unnamed = told.function().isEmpty() && told.kind() != FrameKind.SIGNAL;
            frames.add(unnamed ? named(told, text) : told);
        }
        if (source.end().isEmpty()) {
            fromText++;
            text.stream()
                    .filter(frame -> frame.number() >= source.told().size())
                    .limit(FRAMES + 1)
                    .map(TextFrames::detailed)
                    .forEach(frames::add);
        }
        return frames;
    }

    /** gdb's Python gives no name that is no text; its print-out has one. */
    private static DetailedFrame named(DetailedFrame frame, List<Frame> text) {
        int number = frame.number();
        boolean same = number < text.size() && text.get(number).number() == number;
        Optional<String> function = same ? text.get(number).function() : Optional.empty();
        return function.isEmpty() ? frame : frame.named(TextFrames.cut(function.get()));
    }

    private Optional<String> endOfTrust(DetailedFrame frame) {
        boolean nameless = frame.function().isEmpty() && frame.kind() == FrameKind.NORMAL;
        return nameless && frame.module().isPresent()
                ? Optional.of(places.modules().get(frame.module().getAsInt()))
                        .filter(module -> !module.binaryFound())
                        .map(TracedModule::endOfTrust)
                : Optional.empty();
    }
}
