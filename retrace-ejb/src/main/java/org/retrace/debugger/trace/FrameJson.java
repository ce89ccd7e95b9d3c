// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.Variable;

/** The members of one frame while they are read: the script's records and the file have the same. */
final class FrameJson {

    private final BoundedJson json;
    private final List<Variable> arguments = new ArrayList<>();
    private final List<Variable> locals = new ArrayList<>();
    private int number = -1;
    private FrameKind kind = FrameKind.NORMAL;
    private OptionalLong address = OptionalLong.empty();
    private OptionalLong offset = OptionalLong.empty();
    private OptionalInt line = OptionalInt.empty();
    private OptionalInt module = OptionalInt.empty();
    private @Nullable String function;
    private @Nullable String file;

    private FrameJson(BoundedJson json) {
        this.json = json;
    }

    static DetailedFrame read(BoundedJson json) throws IOException {
        FrameJson members = new FrameJson(json);
        json.object(members::member);
        return members.frame();
    }

    private void member(String name) throws IOException {
        switch (name) {
            case "number" -> number = json.smallNumber();
            case "address" -> address = OptionalLong.of(json.address());
            case "kind" -> kind = kind(json.text());
            case "function" -> function = json.text();
            case "file" -> file = json.text();
            case "line" -> line = OptionalInt.of(json.smallNumber());
            case "arguments" -> json.array(this::variable, arguments::add);
            case "locals" -> json.array(this::variable, locals::add);
            case "module" -> module = OptionalInt.of(json.smallNumber());
            case "offset" -> offset = OptionalLong.of(json.address());
            default -> throw json.unknown();
        }
    }

    private FrameKind kind(String word) throws IOException {
        for (FrameKind candidate : FrameKind.values()) {
            if (word(candidate).equals(word)) {
                return candidate;
            }
        }
        throw json.bad("has a kind of frame that the format has not");
    }

    /** How a kind is spelled: {@code normal}, {@code tail-call}. */
    static String word(FrameKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Variable variable() throws IOException {
        String[] parts = new String[2];
        json.object(name -> {
            switch (name) {
                case "name" -> parts[0] = json.text();
                case "value" -> parts[1] = json.text();
                default -> throw json.unknown();
            }
        });
        if (parts[0] == null || parts[1] == null) {
            throw json.bad("has a variable without name or value");
        }
        return new Variable(parts[0], parts[1]);
    }

    private DetailedFrame frame() throws IOException {
        if (number < 0) {
            throw json.bad("has a frame without its number");
        }
        Optional<SourceLine> source = Optional.ofNullable(file).map(name -> new SourceLine(name, line));
        return new DetailedFrame(
                number, address, kind, Optional.ofNullable(function), arguments, locals, source, module, offset);
    }
}
