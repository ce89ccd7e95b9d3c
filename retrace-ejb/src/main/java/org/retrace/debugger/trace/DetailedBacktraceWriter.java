// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.backtrace.detail.Variable;

/**
 * A writer of {@code backtrace.json}: in ASCII, so that no mark in a name can turn the text that a program or person
 * shows. What is absent is left out, and so are empty lists.
 */
public final class DetailedBacktraceWriter {

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private final JsonGenerator json;

    private DetailedBacktraceWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Creates or replaces the file. */
    public static void write(DetailedBacktrace backtrace, Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
                JsonGenerator json = GENERATORS.createGenerator(new AsciiWriter(writer))) {
            new DetailedBacktraceWriter(json).backtrace(backtrace);
        }
    }

    private void backtrace(DetailedBacktrace backtrace) {
        json.writeStartObject().write("format", DetailedBacktraceReader.FORMAT);
        backtrace.signal().ifPresent(name -> json.write("signal", name));
        backtrace.signalNumber().ifPresent(number -> json.write("signalNumber", number));
        backtrace.faultAddress().ifPresent(address -> json.write("faultAddress", hex(address)));
        json.write("whole", backtrace.whole());
        if (!backtrace.notes().isEmpty()) {
            json.writeStartArray("notes");
            backtrace.notes().forEach(json::write);
            json.writeEnd();
        }
        json.writeStartArray("modules");
        backtrace.modules().forEach(this::module);
        json.writeEnd().writeStartArray("threads");
        backtrace.threads().forEach(this::thread);
        json.writeEnd().writeEnd();
    }

    private void module(TracedModule module) {
        json.writeStartObject().write("path", module.path());
        module.buildId().ifPresent(id -> json.write("buildId", id));
        module.packageName().ifPresent(name -> json.write("package", name));
        json.write("start", hex(module.start()))
                .write("end", hex(module.end()))
                .write("binaryFound", module.binaryFound())
                .write("debuginfoFound", module.debuginfoFound())
                .writeEnd();
    }

    private void thread(DetailedThread thread) {
        json.writeStartObject().write("number", thread.number());
        thread.lwp().ifPresent(lwp -> json.write("lwp", lwp));
        thread.name().ifPresent(name -> json.write("name", name));
        json.write("crashed", thread.crashed()).writeStartArray("frames");
        thread.frames().forEach(this::frame);
        json.writeEnd();
        thread.ending().ifPresent(ending -> json.write("ending", ending));
        json.write("cut", thread.cut()).writeEnd();
    }

    private void frame(DetailedFrame frame) {
        json.writeStartObject().write("number", frame.number()).write("kind", FrameJson.word(frame.kind()));
        frame.address().ifPresent(address -> json.write("address", hex(address)));
        frame.function().ifPresent(function -> json.write("function", function));
        frame.source().ifPresent(this::source);
        variables("arguments", frame.arguments());
        variables("locals", frame.locals());
        frame.module().ifPresent(index -> json.write("module", index));
        frame.offset().ifPresent(offset -> json.write("offset", hex(offset)));
        json.writeEnd();
    }

    private void source(SourceLine source) {
        json.write("file", source.file());
        source.line().ifPresent(line -> json.write("line", line));
    }

    private void variables(String name, List<Variable> variables) {
        if (!variables.isEmpty()) {
            json.writeStartArray(name);
            for (Variable variable : variables) {
                json.writeStartObject()
                        .write("name", variable.name())
                        .write("value", variable.value())
                        .writeEnd();
            }
            json.writeEnd();
        }
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }

    /** Spells what is beyond ASCII, which JSON has in strings only, as a JSON escape. */
    private static final class AsciiWriter extends FilterWriter {

        AsciiWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(int c) throws IOException {
            if (c < 0x7f) {
                out.write(c);
            } else {
                out.write(String.format("\\u%04x", c));
            }
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(text[i]);
            }
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(text.charAt(i));
            }
        }
    }
}
