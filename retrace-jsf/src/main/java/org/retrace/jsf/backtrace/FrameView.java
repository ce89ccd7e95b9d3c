// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.backtrace.detail.Variable;
import org.retrace.jsf.frame.Plain;

/**
 * One frame as a line that opens. Texts are empty where nothing is known.
 *
 * @param id its anchor, {@code t1f0}
 * @param number 0 is the innermost
 * @param look style classes: its kind, and runtime for one of the C library
 * @param function its name, cut where it is very long
 * @param summary arguments in parentheses, cut where they are long
 * @param place file and line, without directories
 * @param module file name of the module
 * @param mark how it came to be, in a word, when not by a call
 * @param lacking why there is no source line, in a few words
 * @param variables arguments and locals, whole
 * @param facts what else is known: words and values
 */
public record FrameView(
        String id,
        int number,
        String look,
        String function,
        String summary,
        String place,
        String module,
        String mark,
        String lacking,
        List<Variables> variables,
        List<Variable> facts) {

    private static final int MOST_FUNCTION = 300;
    private static final int MOST_VALUE = 60;
    private static final int MOST_SUMMARY = 300;

    /** Most characters of a value that is opened; the file with the values for programs has more. */
    private static final int MOST_OPENED = 4000;

    /** The markup of a frame without its texts, roughly. */
    private static final int MARKUP = 900;

    /** The markup of a variable, roughly. */
    private static final int VARIABLE_MARKUP = 60;

    /**
     * Variables under a heading.
     *
     * @param heading a word
     * @param list at least one
     */
    public record Variables(String heading, List<Variable> list) {}

    /** Takes its own copies of the lists. */
    public FrameView {
        variables = List.copyOf(variables);
        facts = List.copyOf(facts);
    }

    static FrameView of(DetailedBacktrace backtrace, int thread, DetailedFrame frame) {
        var module = backtrace.module(frame);
        var runtime = module.filter(TracedModule::isRuntime).isPresent();
        return new FrameView(
                "t" + thread + "f" + frame.number(),
                frame.number(),
                frame.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + (runtime ? " runtime" : ""),
                Plain.of(function(frame), MOST_FUNCTION),
                summary(frame),
                frame.source()
                        .map(source -> place(FileName.of(source.file()), source))
                        .orElse(""),
                module.map(it -> Plain.of(FileName.of(it.path()), MOST_VALUE)).orElse(""),
                mark(frame.kind()),
                lacking(frame, module),
                variables(frame),
                facts(frame, module));
    }

    /** What gdb calls it. */
    static String function(DetailedFrame frame) {
        return frame.kind() == FrameKind.SIGNAL
                ? "<signal handler called>"
                : frame.function().orElse("??");
    }

    private static String place(String file, SourceLine source) {
        var line = source.line().isPresent() ? ":" + source.line().getAsInt() : "";
        return Plain.of(file, MOST_OPENED) + line;
    }

    private static String summary(DetailedFrame frame) {
        if (frame.kind() == FrameKind.SIGNAL
                || (frame.function().isEmpty() && frame.arguments().isEmpty())) {
            return "";
        }
        var arguments = frame.arguments().stream()
                .limit(MOST_SUMMARY / 2)
                .map(it -> it.name() + "=" + Plain.of(it.value().replace('\n', ' '), MOST_VALUE))
                .collect(Collectors.joining(", "));
        return "(" + Plain.of(arguments, MOST_SUMMARY) + ")";
    }

    private static String mark(FrameKind kind) {
        return switch (kind) {
            case INLINE -> "inlined";
            case TAIL_CALL -> "tail call";
            case NORMAL, SIGNAL -> "";
        };
    }

    private static String lacking(DetailedFrame frame, Optional<TracedModule> module) {
        if (frame.source().isPresent() || frame.kind() == FrameKind.SIGNAL || module.isEmpty()) {
            return "";
        }
        return !module.get().binaryFound() ? "no package" : module.get().debuginfoFound() ? "" : "no debuginfo";
    }

    private static List<Variables> variables(DetailedFrame frame) {
        return Stream.of(
                        new Variables("Arguments", visible(frame.arguments())),
                        new Variables("Locals", visible(frame.locals())))
                .filter(part -> !part.list().isEmpty())
                .toList();
    }

    private static List<Variable> visible(List<Variable> variables) {
        return variables.stream()
                .map(it -> new Variable(Plain.of(it.name(), MOST_FUNCTION), Plain.lines(it.value(), MOST_OPENED)))
                .toList();
    }

    private static List<Variable> facts(DetailedFrame frame, Optional<TracedModule> module) {
        var path = module.map(it -> Plain.of(it.path(), MOST_OPENED)).orElse("");
        return Stream.of(
                        new Variable("Function", longName(frame)),
                        new Variable(
                                "Source",
                                frame.source()
                                        .map(source -> place(source.file(), source))
                                        .orElse("")),
                        new Variable(
                                "Address",
                                frame.address().isPresent()
                                        ? hex(frame.address().getAsLong())
                                        : ""),
                        new Variable(
                                "Module",
                                frame.offset().isPresent() && !path.isEmpty()
                                        ? path + " + " + hex(frame.offset().getAsLong())
                                        : path),
                        new Variable(
                                "Build-id",
                                module.flatMap(TracedModule::buildId)
                                        .map(id -> Plain.of(id, MOST_VALUE))
                                        .orElse("")))
                .filter(fact -> !fact.value().isEmpty())
                .toList();
    }

    /** The name where the line has only the beginning of it. */
    private static String longName(DetailedFrame frame) {
        var name = frame.function().orElse("");
        return name.length() > MOST_FUNCTION ? Plain.of(name, MOST_OPENED) : "";
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** How many characters it takes in a page, roughly. */
    int weight() {
        var texts = facts.stream()
                .mapToInt(it -> it.value().length() + VARIABLE_MARKUP)
                .sum();
        var values = variables.stream()
                .flatMap(part -> part.list().stream())
                .mapToInt(it -> it.name().length() + it.value().length() + VARIABLE_MARKUP)
                .sum();
        return MARKUP + function.length() + summary.length() + place.length() + texts + values;
    }
}
