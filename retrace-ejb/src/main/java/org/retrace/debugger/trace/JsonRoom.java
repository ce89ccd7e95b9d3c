// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import java.util.List;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.backtrace.detail.Variable;

/** The room that is left in a part of {@code backtrace.json}, so that its reader never refuses what was written. */
final class JsonRoom {

    private static final int MODULE_BYTES = 350;
    private static final int FRAME_BYTES = 300;
    private static final int VARIABLE_BYTES = 40;

    private long bytes;
    private int elements;

    private JsonRoom(long bytes, int elements) {
        this.bytes = bytes;
        this.elements = elements;
    }

    static JsonRoom forModules() {
        return new JsonRoom(4L << 20, 20_000);
    }

    static JsonRoom forFrames() {
        return new JsonRoom(24L << 20, 300_000);
    }

    /** Whether a frame still fits; if it does, its room is taken. */
    boolean takes(DetailedFrame frame) {
        long size = FRAME_BYTES
                + frame.function().map(JsonRoom::size).orElse(0L)
                + frame.source().map(source -> size(source.file())).orElse(0L)
                + size(frame.arguments())
                + size(frame.locals());
        return takes(size, 1 + frame.arguments().size() + frame.locals().size());
    }

    /** Whether a module still fits; if it does, its room is taken. */
    boolean takes(TracedModule module) {
        return takes(
                MODULE_BYTES
                        + size(module.path())
                        + module.packageName().map(JsonRoom::size).orElse(0L),
                1);
    }

    private boolean takes(long size, int count) {
        boolean fits = size <= bytes && count <= elements;
        if (fits) {
            bytes -= size;
            elements -= count;
        }
        return fits;
    }

    private static long size(List<Variable> variables) {
        return variables.stream()
                .mapToLong(variable -> VARIABLE_BYTES + size(variable.name()) + size(variable.value()))
                .sum();
    }

    /** As ASCII in JSON: a character beyond is spelled with six. */
    private static long size(String text) {
        return text.chars()
                .mapToLong(c -> c >= 0x7f || c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : 1)
                .sum();
    }
}
