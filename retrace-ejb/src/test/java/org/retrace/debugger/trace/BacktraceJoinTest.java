// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.backtrace.BacktraceParser;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.TracedModule;
import org.retrace.backtrace.detail.Variable;
import org.retrace.coredump.CoreThread;
import org.retrace.coredump.Coredump;
import org.retrace.coredump.CrashSignal;
import org.retrace.elf.ElfMachine;

@Timeout(60)
class BacktraceJoinTest {

    private static final String TEXT =
            """
            Thread 2 (LWP 8):
            #0  0x0000550000000020 in wait_here (name=0x55 "b, c=1", x=x@entry=2) at w.c:14

            Thread 1 (LWP 7):
            #0  draw (shape=0x0) at threads.c:22
            #1  <signal handler called>
            #2  0x0000550000000120 in main () at threads.c:37
            Backtrace stopped: it was enough
            """;

    private static final TracedModule PROGRAM = module("/usr/bin/p", 0x5500_0000_0000L, true);
    private static final TracedModule MISSING = module("/usr/lib/gone.so", 0x1_0000L, false);

    @Test
    void takesEverythingFromTheTextWhenGdbToldNothingElse() {
        DetailedBacktrace joined = join(TEXT, RecordedFrames.NONE);
        assertThat(joined.signal()).contains("SIGSEGV");
        assertThat(joined.signalNumber()).hasValue(11);
        assertThat(joined.modules()).containsExactly(MISSING, PROGRAM);
        assertThat(joined.threads()).extracting(DetailedThread::number).containsExactly(1, 2);
        assertThat(joined.threads()).extracting(DetailedThread::crashed).containsExactly(true, false);
        assertThat(joined.threads().get(0).ending()).contains("Backtrace stopped: it was enough");
        assertThat(joined.threads().get(0).frames())
                .extracting(DetailedFrame::kind)
                .containsExactly(FrameKind.NORMAL, FrameKind.SIGNAL, FrameKind.NORMAL);
        assertThat(joined.threads().get(1).frames())
                .containsExactly(new DetailedFrame(
                        0,
                        OptionalLong.of(0x5500_0000_0020L),
                        FrameKind.NORMAL,
                        Optional.of("wait_here"),
                        List.of(new Variable("name", "0x55 \"b, c=1\""), new Variable("x", "2")),
                        List.of(),
                        Optional.of(new SourceLine("w.c", OptionalInt.of(14))),
                        OptionalInt.of(1),
                        OptionalLong.of(0x20)));
        assertThat(joined.notes()).containsExactly("Frames of 2 threads are those of the text, without locals.");
        assertThat(joined.whole()).isFalse();
    }

    @Test
    void isWholeWhenGdbToldEveryThreadToItsEnd() {
        DetailedBacktrace joined =
                join(TEXT, recorded(thread(1, true, named(0, "draw")), thread(2, true, named(0, "wait_here"))));
        assertThat(joined.notes()).isEmpty();
        assertThat(joined.whole()).isTrue();
        assertThat(joined.threads().get(0).frames()).hasSize(1);
        assertThat(joined.threads().get(0).lwp()).hasValue(7);
    }

    @Test
    void goesOnWithTheTextWhereGdbDied() {
        DetailedFrame told = named(0, "told");
        DetailedBacktrace joined = join(TEXT, recorded(thread(1, false, told), thread(2, true, named(0, "wait_here"))));
        assertThat(joined.threads().get(0).frames())
                .extracting(frame -> frame.function().orElse("?"))
                .containsExactly("told", "?", "main");
        assertThat(joined.notes()).containsExactly("Frames of 1 thread are those of the text, without locals.");
    }

    @Test
    void takesNamesThatAreNoTextFromTheText() {
        DetailedBacktrace joined = join(TEXT, recorded(thread(1, true, Backtraces.bare(0, FrameKind.NORMAL))));
        assertThat(joined.threads().get(0).frames().get(0).function()).contains("draw");
    }

    @Test
    void listsThreadsThatTheTextLost() {
        DetailedBacktrace joined = join("", recorded(thread(3, true, named(0, "a")), thread(1, true, named(0, "b"))));
        assertThat(joined.threads()).extracting(DetailedThread::number).containsExactly(1, 3);
        assertThat(joined.crashedThread().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void followsNoStackBeyondAModuleThatWasNotFound() {
        RecordedThread guessed = thread(1, true, named(0, "draw"), at(1, 0x1_0010L), named(2, "guessed"));
        DetailedThread thread = join("", recorded(guessed)).threads().get(0);
        assertThat(thread.frames()).hasSize(2);
        assertThat(thread.frames().get(1).offset()).hasValue(0x10);
        assertThat(thread.ending()).contains(MISSING.endOfTrust());
        assertThat(thread.cut()).isFalse();
    }

    @Test
    void placesAddressesInTheirModulesOnly() {
        RecordedThread places =
                thread(1, true, at(0, 0x5500_0000_0fffL), at(1, 0x5500_0000_1000L), at(2, -1), named(3, "no address"));
        assertThat(join("", recorded(places)).threads().get(0).frames())
                .extracting(DetailedFrame::module)
                .containsExactly(OptionalInt.of(1), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    @Test
    void saysWhatIsMissing() {
        RecordedThread cut = new RecordedThread(
                1,
                OptionalLong.of(7),
                Optional.of("name"),
                List.of(named(0, "draw")),
                Optional.of(new RecordedThread.End(true, true, Optional.of("no"))));
        Coredump coredump = coredump(CrashSignal.NONE, 10);
        DetailedBacktrace joined = new BacktraceJoin(coredump, List.of())
                .join(
                        BacktraceParser.parse("#0  draw () at a.c:1\n"),
                        List.of("The text was cut."),
                        new RecordedFrames(List.of(cut), List.of("gdb died."), Optional.empty()));
        assertThat(joined.signal()).isEmpty();
        assertThat(joined.threads().get(0).cut()).isTrue();
        assertThat(joined.threads().get(0).ending()).isEmpty();
        assertThat(joined.notes())
                .containsExactly(
                        "The text was cut.",
                        "Thread 1 has more than the 1 frames that are listed.",
                        "The coredump is cut: 10 bytes at its end are missing.",
                        "gdb died.",
                        "Not all frames list their variables: there were too many.");
    }

    @Test
    void cutsStacksThatTheTextHasWithoutEnd() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("#").append(i).append("  deeper (level=").append(i).append(") at r.c:8\n");
        }
        DetailedThread thread =
                join(text.toString(), RecordedFrames.NONE).threads().get(0);
        assertThat(thread.frames()).hasSize(BacktraceJoin.FRAMES);
        assertThat(thread.cut()).isTrue();
    }

    @Test
    void writesNoMoreThanItsReaderTakes(@TempDir Path directory) throws IOException {
        List<Variable> variables = IntStream.range(0, 200)
                .mapToObj(i -> new Variable("v" + i, "\u202e".repeat(500)))
                .toList();
        RecordedThread[] threads = IntStream.rangeClosed(1, 60)
                .mapToObj(number -> thread(number, true, with(variables), with(variables)))
                .toArray(RecordedThread[]::new);
        List<TracedModule> modules = IntStream.range(0, 60_000)
                .mapToObj(i -> module("/" + "\u202e".repeat(100) + i, i * 0x1000L, true))
                .toList();
        Path file = directory.resolve("backtrace.json");
        DetailedBacktrace joined = new BacktraceJoin(coredump(CrashSignal.NONE, 0), modules)
                .join(BacktraceParser.parse(""), List.of(), recorded(threads));
        DetailedBacktraceWriter.write(joined, file);
        assertThat(DetailedBacktraceReader.read(file)).isEqualTo(joined);
        assertThat(joined.modules()).hasSizeBetween(4_000, 6_000);
        assertThat(joined.notes()).first().asString().startsWith("Of 60000 modules, ");
        assertThat(Files.size(file)).isBetween(20L << 20, DetailedBacktraceReader.LIMIT_BYTES);
    }

    private static DetailedBacktrace join(String text, RecordedFrames records) {
        CrashSignal signal = new CrashSignal(11, "SIGSEGV", 1, OptionalLong.of(0));
        return new BacktraceJoin(coredump(signal, 0), List.of(PROGRAM, MISSING))
                .join(BacktraceParser.parse(text), List.of(), records);
    }

    private static Coredump coredump(CrashSignal signal, long missingBytes) {
        return new Coredump(
                ElfMachine.X86_64, 7, "p", "", signal, List.of(new CoreThread(7, 11)), List.of(), missingBytes);
    }

    private static RecordedFrames recorded(RecordedThread... threads) {
        return new RecordedFrames(List.of(threads), List.of(), Optional.empty());
    }

    private static RecordedThread thread(int number, boolean ended, DetailedFrame... frames) {
        Optional<RecordedThread.End> end = Optional.of(new RecordedThread.End(false, false, Optional.empty()));
        return new RecordedThread(
                number, OptionalLong.empty(), Optional.empty(), List.of(frames), ended ? end : Optional.empty());
    }

    private static DetailedFrame named(int number, String function) {
        return Backtraces.bare(number, FrameKind.NORMAL).named(function);
    }

    private static DetailedFrame at(int number, long address) {
        return new DetailedFrame(
                number,
                OptionalLong.of(address),
                FrameKind.NORMAL,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    private static DetailedFrame with(List<Variable> locals) {
        return new DetailedFrame(
                0,
                OptionalLong.empty(),
                FrameKind.NORMAL,
                Optional.of("f"),
                List.of(),
                locals,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    private static TracedModule module(String path, long start, boolean found) {
        return new TracedModule(path, Optional.empty(), Optional.empty(), start, start + 0x1000, found, found);
    }
}
