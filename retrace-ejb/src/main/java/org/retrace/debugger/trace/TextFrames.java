// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.retrace.backtrace.Frame;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.Variable;

/** The frames of the text as structured ones: without locals, and inlined calls look like others. */
final class TextFrames {

    /** Most characters of a name or value, as in the script. */
    static final int TEXT_CHARS = 2000;

    private TextFrames() {}

    static DetailedFrame detailed(Frame frame) {
        List<Variable> arguments = ArgumentsText.parse(frame.arguments()).stream()
                .map(variable -> new Variable(cut(variable.name()), cut(variable.value())))
                .toList();
        return new DetailedFrame(
                frame.number(),
                frame.address(),
                frame.signalHandler() ? FrameKind.SIGNAL : FrameKind.NORMAL,
                frame.function().map(TextFrames::cut),
                arguments,
                List.of(),
                source(frame),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    private static Optional<SourceLine> source(Frame frame) {
        OptionalInt line = frame.line().stream().filter(number -> number > 0).findFirst();
        return frame.file().map(file -> new SourceLine(cut(file), line));
    }

    static String cut(String text) {
        return text.length() <= TEXT_CHARS ? text : text.substring(0, TEXT_CHARS) + "...";
    }
}
