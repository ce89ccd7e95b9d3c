// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.backtrace.BacktraceParser;
import org.retrace.backtrace.BacktraceThread;
import org.retrace.backtrace.Frame;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.Variable;
import org.retrace.debugger.trace.FrameRecordsReader;
import org.retrace.debugger.trace.RecordedFrames;
import org.retrace.debugger.trace.RecordedThread;
import org.retrace.process.Cancellation;
import org.retrace.process.SandboxLimits;

/** What the script tells of real crashes in the run that makes their text. */
@Timeout(120)
class GdbFramesTest {

    private static final SandboxLimits LIMITS =
            SandboxLimits.of(4L << 30, Duration.ofSeconds(60), Duration.ofSeconds(60), 64 << 20);

    static Path programs = Path.of("");
    static CrashedProgram threads = new CrashedProgram(programs, programs, programs, programs);
    static CrashedProgram templates = threads;

    private final Path directory;

    GdbFramesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void crash(@TempDir Path shared) throws IOException {
        programs = shared;
        threads = make("threads.c");
        templates = make("templates.cc");
    }

    @Test
    void tellsEachFrameOfTheTextWithItsFunctionAndLine() throws IOException {
        for (CrashedProgram program : List.of(threads, templates)) {
            DebugReport report = debug(program, new GdbDebugger());
            List<BacktraceThread> text = BacktraceParser.parse(report.head()).threads();
            RecordedFrames told = FrameRecordsReader.read(report.frames());
            assertThat(told.notes()).isEmpty();
            assertThat(told.threads()).hasSameSizeAs(text).allMatch(thread -> thread.end()
                    .isPresent());
            for (BacktraceThread thread : text) {
                List<DetailedFrame> frames = thread(told, thread.number()).frames();
                assertThat(frames).extracting(DetailedFrame::function).isEqualTo(functions(thread));
                assertThat(frames).extracting(DetailedFrame::source).isEqualTo(sources(thread));
            }
        }
    }

    @Test
    void tellsArgumentsAndLocalsWithTheirValues() throws IOException {
        RecordedThread crashed =
                thread(FrameRecordsReader.read(debug(threads, new GdbDebugger()).frames()), 1);
        DetailedFrame last = crashed.frames().get(3);
        assertThat(last.function()).contains("draw");
        assertThat(last.arguments()).extracting(Variable::name).containsExactly("shape", "depth");
        assertThat(last.arguments().get(1)).isEqualTo(new Variable("depth", "3"));
        assertThat(last.locals()).containsExactly(new Variable("local", "21"));
        assertThat(crashed.frames().get(4).locals())
                .first()
                .extracting(Variable::value)
                .asString()
                .startsWith("{corners = 0, name = 0x")
                .endsWith("\"a \\\"(quoted)\\\" at fake.c:3\"}");
        assertThat(crashed.lwp()).isPresent();
    }

    @Test
    void tellsHowEachFrameCameToBe() throws IOException {
        List<DetailedFrame> frames = thread(
                        FrameRecordsReader.read(
                                debug(make("kinds.c"), new GdbDebugger()).frames()),
                        1)
                .frames();
        assertThat(frames).allMatch(frame -> frame.address().isPresent());
        assertThat(frames.subList(0, 5))
                .extracting(frame -> frame.function().orElse("") + " " + frame.kind())
                .containsExactly("peek INLINE", "last NORMAL", "jump TAIL_CALL", "handle NORMAL", " SIGNAL");
        assertThat(frames.get(frames.size() - 1).function()).contains("main");
    }

    @Test
    void makesHostileNamesAndValuesHarmless() throws IOException {
        DebugReport report = debug(make("hostile.c"), new GdbDebugger());
        List<DetailedFrame> frames =
                thread(FrameRecordsReader.read(report.frames()), 1).frames();
        assertThat(Files.readString(report.frames())).matches("[\\p{Print}\\n]+");
        assertThat(frames).extracting(DetailedFrame::function).contains(Optional.of("crash"), Optional.of("main"));
        assertThat(BacktraceParser.parse(report.head())
                        .crashedThread()
                        .orElseThrow()
                        .frames())
                .extracting(frame -> frame.function().orElse(""))
                .containsExactly("crash", "<script>alert(1)</script>\u202e\\x1b[31m\ufffd", "main");
        List<Variable> locals = frames.get(0).locals();
        assertThat(value(frames.get(0).arguments(), "markup"))
                .contains("<b>")
                .doesNotContain("\033")
                .doesNotContain("\001");
        assertThat(value(locals, "deep"))
                .hasSize(2003)
                .startsWith("{table = {{0, 1, 2,")
                .endsWith("...");
        assertThat(value(locals, "line")).endsWith("'x' <repeats 200 times>...");
        assertThat(value(locals, "nowhere")).contains("<error: Cannot access memory at address 0x10>");
    }

    @Test
    void leavesOutWhatIsTooMuchOfAnEndlessRecursion() throws IOException {
        CrashedProgram recursion = make("recursion.c");
        RecordedThread endless = thread(
                FrameRecordsReader.read(debug(recursion, new GdbDebugger()).frames()), 1);
        assertThat(endless.frames()).hasSize(2000);
        assertThat(endless.frames().get(499).locals())
                .extracting(Variable::name)
                .containsExactly("room");
        assertThat(endless.frames().get(500).locals()).isEmpty();
        assertThat(endless.end()).contains(new RecordedThread.End(true, true, Optional.empty()));
    }

    @Test
    void keepsWhatWasSaidAndGoesOnWhenGdbDiesOfAFrame() throws IOException {
        String exact = text(debug(threads, new GdbDebugger()));
        DebugReport report = debug(threads, dyingGdb("/selected 10/ { n++ } n && /\"frame\":..number\":1,/ { exit }"));
        RecordedFrames told = FrameRecordsReader.read(report.frames());
        assertThat(text(report)).isEqualTo(exact);
        assertThat(report.whole()).isTrue();
        assertThat(told.notes()).containsExactly("gdb was ended by signal 11 in this part: frames of thread 2.");
        assertThat(told.threads()).extracting(RecordedThread::number).containsExactly(1, 2, 3);
        assertThat(thread(told, 2).frames()).hasSize(2);
        assertThat(thread(told, 2).end()).isEmpty();
        assertThat(thread(told, 3).end()).isPresent();
    }

    @Test
    void asksNoMoreForFramesWhenGdbDiesOfThemAgainAndAgain() throws IOException {
        DebugReport report = debug(threads, dyingGdb("/\"thread\":/ { exit }"));
        assertThat(report.whole()).isTrue();
        assertThat(FrameRecordsReader.read(report.frames()).notes()).hasSize(3);
    }

    @Test
    void asksNoMoreForFramesWhenGdbHangsInThem() throws IOException {
        String exact = text(debug(threads, new GdbDebugger()));
        Path slow = script("/usr/bin/gdb \"$@\" | sed '/selected 10]/q'; exec sleep 50");
        DebugRequest request = request(threads, LIMITS.with(Duration.ofSeconds(6), 1 << 20));
        DebugReport report = new GdbDebugger(slow).debug(request, new Cancellation());
        RecordedFrames told = FrameRecordsReader.read(report.frames());
        assertThat(text(report)).isEqualTo(exact);
        assertThat(report.whole()).isTrue();
        assertThat(told.notes()).containsExactly("gdb reached its limit of time in this part: frames of thread 2.");
        assertThat(told.threads()).extracting(RecordedThread::number).containsExactly(1);
    }

    @Test
    void endsGdbWhenItsScriptHangs() throws IOException {
        String exact = text(debug(threads, new GdbDebugger()));
        Path hanging = script("exec /usr/bin/gdb -iex 'python import json, signal, time' "
                + "-iex 'python signal.alarm = lambda seconds, real=signal.alarm: real(1)' "
                + "-iex 'python json.dumps = lambda *all, **named: time.sleep(1000)' \"$@\"");
        DebugReport report = debug(threads, new GdbDebugger(hanging));
        assertThat(text(report)).isEqualTo(exact);
        assertThat(report.whole()).isTrue();
        assertThat(FrameRecordsReader.read(report.frames()).notes())
                .containsExactly("gdb reached its limit of time in this part: frames of thread 1.");
    }

    @Test
    void changesNothingInTheTextWhenGdbKnowsNoPython() throws IOException {
        String exact = text(debug(threads, new GdbDebugger()));
        Path without = script("for a; do shift; case \"$a\" in source*) a=unknown;; esac; set -- \"$@\" \"$a\"; done\n"
                + "exec /usr/bin/gdb \"$@\"");
        DebugReport report = debug(threads, new GdbDebugger(without));
        assertThat(text(report)).isEqualTo(exact);
        assertThat(report.whole()).isTrue();
        assertThat(FrameRecordsReader.read(report.frames())).isEqualTo(RecordedFrames.NONE);
    }

    @Test
    void keepsTheTextWholeWhenFramesAreMoreThanTheOutputMayBe() throws IOException {
        CrashedProgram recursion = make("recursion.c");
        DebugReport exact = debug(recursion, new GdbDebugger());
        DebugRequest request =
                request(recursion, LIMITS.with(Duration.ofSeconds(60), Files.size(exact.text()) + 60_000));
        DebugReport report = new GdbDebugger().debug(request, new Cancellation());
        assertThat(text(report)).isEqualTo(text(exact));
        assertThat(FrameRecordsReader.read(report.frames()).notes())
                .startsWith("gdb wrote more than it may in this part: frames of thread 1.");
    }

    private static CrashedProgram make(String source) throws IOException {
        return CrashedProgram.make(source, Files.createTempDirectory(programs, "made"));
    }

    private DebugReport debug(CrashedProgram program, GdbDebugger debugger) throws IOException {
        return debugger.debug(request(program, LIMITS), new Cancellation());
    }

    private DebugRequest request(CrashedProgram program, SandboxLimits limits) throws IOException {
        int count = program.equals(threads) ? 3 : 1;
        return new DebugRequest(
                program.coredump(),
                program.sysroot(),
                program.executable().toString(),
                count,
                Files.createTempDirectory(directory, "text"),
                limits);
    }

    /** But for what gdb says while loading, of which a pipe changes the order. */
    private static String text(DebugReport report) throws IOException {
        return report.head() + Files.readString(report.text()).replaceFirst("(?s).*?== Signal ==", "");
    }

    private static RecordedThread thread(RecordedFrames told, int number) {
        return told.threads().stream()
                .filter(thread -> thread.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static List<Optional<String>> functions(BacktraceThread thread) {
        return thread.frames().stream().map(Frame::function).toList();
    }

    private static List<Optional<SourceLine>> sources(BacktraceThread thread) {
        return thread.frames().stream()
                .map(frame -> frame.file().map(file -> new SourceLine(file, line(frame))))
                .toList();
    }

    private static OptionalInt line(Frame frame) {
        return frame.line().stream().filter(line -> line > 0).findFirst();
    }

    private static String value(List<Variable> variables, String name) {
        return variables.stream()
                .filter(variable -> variable.name().equals(name))
                .map(Variable::value)
                .findFirst()
                .orElseThrow();
    }

    /** The real gdb, whose output ends where the awk program exits, as if a fault had ended it there. */
    private GdbDebugger dyingGdb(String ending) throws IOException {
        String awk = "{ print; fflush() } " + ending;
        return new GdbDebugger(script(
                "/usr/bin/gdb \"$@\" | awk '" + awk + " /done\\]/ { ok = 1 } END { exit !ok }' || kill -SEGV $$"));
    }

    private Path script(String body) throws IOException {
        Path script = Files.writeString(directory.resolve("gdb"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
