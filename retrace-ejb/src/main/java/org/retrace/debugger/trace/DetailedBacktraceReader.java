// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.bytes.FormatException;

/** A reader of {@code backtrace.json}. One instance reads one document. */
public final class DetailedBacktraceReader {

    /** Most bytes of the file. */
    public static final long LIMIT_BYTES = 64L << 20;

    /** The format's number, which stands first. */
    static final int FORMAT = 1;

    private static final String NAME = "structured backtrace";

    private final BoundedJson json;
    private final List<DetailedThread> threads = new ArrayList<>();
    private final List<TracedModule> modules = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable String signal;
    private OptionalInt signalNumber = OptionalInt.empty();
    private OptionalLong faultAddress = OptionalLong.empty();
    private boolean whole;
    private boolean known;

    private DetailedBacktraceReader(BoundedJson json) {
        this.json = json;
    }

    /**
     * Reads a file.
     *
     * @throws FormatException when it is no structured backtrace of this format, or larger than one may be
     */
    public static DetailedBacktrace read(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > LIMIT_BYTES) {
            throw new FormatException(NAME, -1, "has " + bytes + " bytes, at most " + LIMIT_BYTES);
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader);
        }
    }

    /** The document is bounded by whoever gives it. */
    static DetailedBacktrace read(Reader document) throws IOException {
        try (BoundedJson json = new BoundedJson(document, NAME)) {
            return new DetailedBacktraceReader(json).read();
        }
    }

    private DetailedBacktrace read() throws IOException {
        json.object(this::member);
        json.end();
        if (!known) {
            throw json.bad("does not say its format");
        }
        return new DetailedBacktrace(
                Optional.ofNullable(signal), signalNumber, faultAddress, threads, modules, notes, whole);
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "format" -> known = format(json.number());
            case "signal" -> signal = json.text();
            case "signalNumber" -> signalNumber = OptionalInt.of(json.smallNumber());
            case "faultAddress" -> faultAddress = OptionalLong.of(json.address());
            case "whole" -> whole = json.truth();
            case "notes" -> json.array(json::text, notes::add);
            case "modules" -> json.array(() -> new ModuleMembers().read(), modules::add);
            case "threads" -> json.array(() -> new ThreadMembers().read(), threads::add);
            default -> throw json.unknown();
        }
    }

    private boolean format(long number) throws FormatException {
        if (number != FORMAT) {
            throw json.bad("is of format " + number + ", only " + FORMAT + " is known");
        }
        return true;
    }

    /** A module while it is read. */
    private final class ModuleMembers {

        private @Nullable String path;
        private @Nullable String buildId;
        private @Nullable String packageName;
        private OptionalLong start = OptionalLong.empty();
        private OptionalLong end = OptionalLong.empty();
        private boolean binaryFound;
        private boolean debuginfoFound;

        TracedModule read() throws IOException {
            json.object(this::member);
            if (path == null || start.isEmpty() || end.isEmpty()) {
                throw json.bad("has a module without path or place");
            }
            return new TracedModule(
                    path,
                    Optional.ofNullable(buildId),
                    Optional.ofNullable(packageName),
                    start.getAsLong(),
                    end.getAsLong(),
                    binaryFound,
                    debuginfoFound);
        }

        private void member(String name) throws IOException {
            switch (name) {
                case "path" -> path = json.text();
                case "buildId" -> buildId = json.text();
                case "package" -> packageName = json.text();
                case "start" -> start = OptionalLong.of(json.address());
                case "end" -> end = OptionalLong.of(json.address());
                case "binaryFound" -> binaryFound = json.truth();
                case "debuginfoFound" -> debuginfoFound = json.truth();
                default -> throw json.unknown();
            }
        }
    }

    /** A thread while it is read. */
    private final class ThreadMembers {

        private final List<DetailedFrame> frames = new ArrayList<>();
        private int number = -1;
        private OptionalLong lwp = OptionalLong.empty();
        private @Nullable String threadName;
        private @Nullable String ending;
        private boolean crashed;
        private boolean cut;

        DetailedThread read() throws IOException {
            json.object(this::member);
            if (number < 0) {
                throw json.bad("has a thread without its number");
            }
            return new DetailedThread(
                    number, lwp, Optional.ofNullable(threadName), crashed, frames, Optional.ofNullable(ending), cut);
        }

        private void member(String name) throws IOException {
            switch (name) {
                case "number" -> number = json.smallNumber();
                case "lwp" -> lwp = OptionalLong.of(json.number());
                case "name" -> threadName = json.text();
                case "crashed" -> crashed = json.truth();
                case "frames" -> json.array(() -> FrameJson.read(json), frames::add);
                case "ending" -> ending = json.text();
                case "cut" -> cut = json.truth();
                default -> throw json.unknown();
            }
        }
    }
}
