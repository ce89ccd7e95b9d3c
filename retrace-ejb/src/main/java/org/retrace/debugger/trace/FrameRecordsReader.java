// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.bytes.FormatException;

/**
 * A reader of the script's records. It refuses no file: a line that is no record, or that does not follow from the ones
 * before it, is passed over and counted. Thread, frames, end: that is the order for each thread.
 */
public final class FrameRecordsReader {

    /** Frames and variables of all threads, in memory at once. */
    static final int ELEMENTS = BoundedJson.ELEMENTS / 2;

    private final List<RecordedThread> threads = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<Integer> seen = new HashSet<>();
    private List<DetailedFrame> frames = new ArrayList<>();
    private @Nullable RecordedThread open;
    private @Nullable Exploitability exploitability;
    private int passedOver;
    private int elements;

    private FrameRecordsReader() {}

    /** What the file holds; nothing where there is none. Lines are as long as the debugger's output allows. */
    public static RecordedFrames read(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return new FrameRecordsReader().read(in);
        } catch (NoSuchFileException e) {
            return RecordedFrames.NONE;
        }
    }

    private RecordedFrames read(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try (BoundedJson json = new BoundedJson(new StringReader(line), "record of gdb")) {
                json.object(kind -> record(kind, json));
                json.end();
            } catch (FormatException e) {
                passedOver++;
            }
        }
        endThread(Optional.empty());
        if (passedOver > 0) {
            notes.add("Lines of what gdb told of frames that were not understood: " + passedOver + ".");
        }
        return new RecordedFrames(threads, notes, Optional.ofNullable(exploitability));
    }

    private void record(String kind, BoundedJson json) throws IOException {
        switch (kind) {
            case "thread" -> begin(new ThreadMembers(json).read());
            case "frame" -> add(FrameJson.read(json), json);
            case "end" -> endThread(Optional.of(new EndMembers(json).read()));
            case "note" -> notes.add(json.text());
            case "exploitable" -> exploitability = new RatingMembers(json).read();
            default -> throw json.unknown();
        }
    }

    private void begin(RecordedThread thread) {
        endThread(Optional.empty());
        open = seen.add(thread.number()) ? thread : null;
    }

    private void add(DetailedFrame frame, BoundedJson json) throws FormatException {
        elements += 1 + frame.arguments().size() + frame.locals().size();
        if (open == null || frame.number() != frames.size() || elements > ELEMENTS) {
            throw json.bad("has a frame out of its order");
        }
        frames.add(frame);
    }

    private void endThread(Optional<RecordedThread.End> end) {
        if (open != null) {
            threads.add(new RecordedThread(open.number(), open.lwp(), open.name(), frames, end));
        }
        open = null;
        frames = new ArrayList<>();
    }

    /** A thread's first record while it is read. */
    private static final class ThreadMembers {

        private final BoundedJson json;
        private int number = -1;
        private OptionalLong lwp = OptionalLong.empty();
        private @Nullable String threadName;

        ThreadMembers(BoundedJson json) {
            this.json = json;
        }

        RecordedThread read() throws IOException {
            json.object(this::member);
            if (number < 0) {
                throw json.bad("has a thread without its number");
            }
            return new RecordedThread(number, lwp, Optional.ofNullable(threadName), List.of(), Optional.empty());
        }

        private void member(String name) throws IOException {
            switch (name) {
                case "number" -> number = json.smallNumber();
                case "lwp" -> lwp = OptionalLong.of(json.number());
                case "name" -> threadName = json.text();
                default -> throw json.unknown();
            }
        }
    }

    /** What a crash is rated while it is read. */
    private static final class RatingMembers {

        private final BoundedJson json;
        private int rating = -1;
        private String reason = "";

        RatingMembers(BoundedJson json) {
            this.json = json;
        }

        Exploitability read() throws IOException {
            json.object(this::member);
            if (rating < 0 || rating > Exploitability.HIGHEST || reason.isEmpty()) {
                throw json.bad("has no rating with a reason");
            }
            return new Exploitability(rating, reason);
        }

        private void member(String name) throws IOException {
            switch (name) {
                case "rating" -> rating = json.smallNumber();
                case "reason" -> reason = json.text();
                default -> throw json.unknown();
            }
        }
    }

    /** A thread's last record while it is read. */
    private static final class EndMembers {

        private final BoundedJson json;
        private boolean cut;
        private boolean variablesLeftOut;
        private @Nullable String reason;

        EndMembers(BoundedJson json) {
            this.json = json;
        }

        RecordedThread.End read() throws IOException {
            json.object(this::member);
            return new RecordedThread.End(cut, variablesLeftOut, Optional.ofNullable(reason));
        }

        private void member(String name) throws IOException {
            switch (name) {
                case "cut" -> cut = json.truth();
                case "variablesLeftOut" -> variablesLeftOut = json.truth();
                case "ending" -> reason = json.text();
                default -> throw json.unknown();
            }
        }
    }
}
