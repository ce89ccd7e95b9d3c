// SPDX-License-Identifier: Apache-2.0
package org.retrace.backtrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.bytes.Limits;

/** Backtraces as gdb prints them, and texts that only look like it. */
class BacktraceParserTest {

    /**
     * One frame a line: text behind the hash | function | arguments | file | line | module; an empty cell is a missing
     * part.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    0  0x00007f in raise () from /lib64/libc.so.6 | raise | | | | /lib64/libc.so.6
                    1  main (argc=1, argv=0x7ffc) at crash.c:5 | main | argc=1, argv=0x7ffc | crash.c | 5 |
                    2  0x00007f in ?? () | | | | |
                    3  0x00007f in ?? () from /usr/lib/libfoo.so.1 | | | | | /usr/lib/libfoo.so.1
                    4  <signal handler called> | | | | |
                    12 inlined (p=0x0) at ../a b/x.h:77 | inlined | p=0x0 | ../a b/x.h | 77 |
                    # without debuginfo the name has its parameters
                    0  0x1 in f(int, char*) () from /l.so | f(int, char*) | | | | /l.so
                    0  0x1 in f(void (*)(int), int) () from /l.so | f(void (*)(int), int) | | | | /l.so
                    0  0x1 in (anonymous namespace)::g() () | (anonymous namespace)::g() | | | |
                    0  std::map<int, std::less<int> >::at (this=0x1, __k=@0x2: 5) at /u/m.h:541 | std::map<int, std::less<int> >::at | this=0x1, __k=@0x2: 5 | /u/m.h | 541 |
                    0  0x1 in V::operator() (this=0x1) at v.cc:1 | V::operator() | this=0x1 | v.cc | 1 |
                    0  std::function<void (int)>::operator()(int) const (this=0x1) at f.h:9 | std::function<void (int)>::operator()(int) const | this=0x1 | f.h | 9 |
                    0  operator<< <char> (o=...) at o.cc:2 | operator<< <char> | o=... | o.cc | 2 |
                    0  f (s=0x1 "a) at x.c:3", c=41 ')') at y.c:4 | f | s=0x1 "a) at x.c:3", c=41 ')' | y.c | 4 |
                    0  f (s=0x1 "\\"(", p={x = 1, y = {z = "}"}}) at y.c:4 | f | s=0x1 "\\"(", p={x = 1, y = {z = "}"}} | y.c | 4 |
                    0  f (s=0x1 "a", 'b' <repeats 200 times>...) at y.c:4 | f | s=0x1 "a", 'b' <repeats 200 times>... | y.c | 4 |
                    0  f (x=<error reading variable: Cannot access memory at address 0x8>) at y.c:4 | f | x=<error reading variable: Cannot access memory at address 0x8> | y.c | 4 |
                    0  core::option::Option<&'static str>::unwrap<&'static str> (self=...) at o.rs:1 | core::option::Option<&'static str>::unwrap<&'static str> | self=... | o.rs | 1 |
                    0  0x1 in _start () | _start | | | |
                    0  Java_x (env=0x1) at file with : colon.c:3 | Java_x | env=0x1 | file with : colon.c | 3 |
                    """)
    void readsFrame(String text, String function, String arguments, String file, Integer line, String module) {
        Frame frame = onlyFrame("#" + text);
        assertThat(frame.function()).isEqualTo(Optional.ofNullable(function));
        assertThat(frame.arguments()).isEqualTo(Objects.requireNonNullElse(arguments, ""));
        assertThat(frame.file()).isEqualTo(Optional.ofNullable(file));
        assertThat(frame.line()).isEqualTo(line == null ? OptionalInt.empty() : OptionalInt.of(line));
        assertThat(frame.module()).isEqualTo(Optional.ofNullable(module));
        assertThat(frame.signalHandler()).isEqualTo(text.contains("<signal"));
    }

    @Test
    void readsNumberAndUnsignedAddress() {
        Frame frame = onlyFrame("#123 0xffffffffff600000 in vsyscall ()");
        assertThat(frame.number()).isEqualTo(123);
        assertThat(frame.address()).isEqualTo(OptionalLong.of(0xffffffffff600000L));
        assertThat(onlyFrame("#0  f () at x.c:1").address()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Thread 3 (Thread 0x7f10 (LWP 4711)): | 3 | 4711 |
                    Thread 1 (LWP 12): | 1 | 12 |
                    Thread 20 (Thread 0x7f10 (LWP 5) "gmain (x)"): | 20 | 5 | gmain (x)
                    Thread 2 (process 99): | 2 | 99 |
                    Thread 2 (Thread 0x7f10 (LWP 6) (Exiting)): | 2 | 6 |
                    Thread 4 (Thread 1.2): | 4 | |
                    """)
    void readsThreadHeader(String header, int number, Integer lwp, String name) {
        Backtrace backtrace = BacktraceParser.parse("\n" + header + "\n#0  f () at x.c:1\n");
        assertThat(backtrace.threads()).singleElement().satisfies(thread -> {
            assertThat(thread.number()).isEqualTo(number);
            assertThat(thread.lwp()).isEqualTo(lwp == null ? OptionalInt.empty() : OptionalInt.of(lwp));
            assertThat(thread.name()).isEqualTo(Optional.ofNullable(name));
            assertThat(thread.frames()).hasSize(1);
        });
    }

    @Test
    void readsWholeBacktrace() throws IOException {
        Backtrace backtrace = BacktraceParser.parse(golden());
        assertThat(backtrace.threads()).extracting(BacktraceThread::number).containsExactly(3, 2, 1);
        assertThat(backtrace.skippedLines()).isZero();
        assertThat(backtrace.whole()).isTrue();
        BacktraceThread crashed = backtrace.crashedThread().orElseThrow();
        assertThat(crashed.number()).isEqualTo(1);
        assertThat(crashed.frames()).extracting(Frame::number).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(backtrace.threads().get(0).ending())
                .contains("Backtrace stopped: previous frame inner to this frame (corrupt stack?)");
        assertThat(backtrace.threads().get(1).ending()).contains("(More stack frames follow...)");
    }

    @Test
    void joinsLinesThatGdbWrapped() {
        Backtrace backtrace =
                BacktraceParser.parse("#0  f (a=1, \n    b=\"x y\")\n    at /src/f.c:12\n        local = 3\n");
        assertThat(backtrace.threads().get(0).frames()).singleElement().satisfies(frame -> {
            assertThat(frame.arguments()).isEqualTo("a=1, b=\"x y\"");
            assertThat(frame.file()).contains("/src/f.c");
            assertThat(frame.line()).hasValue(12);
        });
        assertThat(backtrace.skippedLines()).isZero();
    }

    @Test
    void takesTheThreadGdbCallsCurrentForTheCrashedOne() {
        String text = "[Current thread is 2 (LWP 8)]\nThread 2 (LWP 8):\n#0  a ()\n\nThread 1 (LWP 7):\n#0  b ()\n";
        assertThat(BacktraceParser.parse(text).crashedThread().orElseThrow().number())
                .isEqualTo(2);
    }

    @Test
    void knowsNoCrashedThreadWhereOnlyOthersAreTold() {
        Backtrace backtrace = BacktraceParser.parse("Thread 3 (LWP 8):\n#0  a ()\nThread 2 (LWP 7):\n#0  b ()\n");
        assertThat(backtrace.crashedThread()).isEmpty();
        assertThat(backtrace.hasFunctionInCrashedThread()).isFalse();
    }

    @Test
    void seesThatNoFunctionOfTheCrashedThreadIsKnown() {
        String text =
                "Thread 2 (LWP 8):\n#0  known ()\nThread 1 (LWP 7):\n#0  0x1 in ?? ()\n#1  <signal handler called>\n";
        assertThat(BacktraceParser.parse(text).hasFunctionInCrashedThread()).isFalse();
        assertThat(BacktraceParser.parse("#0  known ()").hasFunctionInCrashedThread())
                .isTrue();
    }

    @Test
    void stopsAtTheFirstHeading() {
        Backtrace backtrace = BacktraceParser.parse("#0  f ()\n\n== Signal ==\n#1  g ()\nThread 9 (LWP 1):\n");
        assertThat(backtrace.threads()).hasSize(1);
        assertThat(backtrace.whole()).isTrue();
    }

    @Test
    void countsLinesItDoesNotUnderstand() {
        Backtrace backtrace = BacktraceParser.parse("hello\n#x\n#0  broken (\n#1  f ()\nwarning: odd\n");
        assertThat(backtrace.skippedLines()).isEqualTo(4);
        assertThat(backtrace.threads().get(0).frames()).hasSize(1);
    }

    @Test
    void keepsItsLimits() {
        String frames = "#0  f ()\n".repeat(100);
        Backtrace few = BacktraceParser.parse(frames, new Limits(10, 100, 0, 10_000));
        assertThat(few.threads().get(0).frames()).hasSizeBetween(9, 11);
        assertThat(few.whole()).isFalse();
        assertThat(BacktraceParser.parse(frames, new Limits(1000, 100, 0, 90))
                        .threads()
                        .get(0)
                        .frames())
                .hasSize(10);
    }

    @Test
    void takesEveryPrefixOfRealText() throws IOException {
        String text = golden();
        for (int length = 0; length <= text.length(); length++) {
            Backtrace backtrace = BacktraceParser.parse(text.substring(0, length));
            assertThat(backtrace.threads()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void takesEveryChangedCharacterOfRealText() throws IOException {
        String text = golden();
        for (int i = 0; i < text.length(); i++) {
            for (char c : new char[] {'\n', '(', '"', '\0', '9'}) {
                Backtrace backtrace = BacktraceParser.parse(text.substring(0, i) + c + text.substring(i + 1));
                assertThat(backtrace.threads()).hasSizeLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    @Timeout(30)
    void takesRandomText() {
        Random random = new Random(42);
        char[] alphabet = "#0123 \n(){}<>\"'\\:, atfromThreadLWPin?x=".toCharArray();
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                text.append(alphabet[random.nextInt(alphabet.length)]);
            }
            assertThat(BacktraceParser.parse(text.toString()).whole()).isTrue();
        }
    }

    @Test
    @Timeout(30)
    void readsMillionLinesInBoundedTime() {
        Backtrace frames = BacktraceParser.parse("#1  0x1 in f (a=\"(\", b=2) at x.c:1\n".repeat(1_000_000));
        assertThat(frames.threads().get(0).frames()).hasSize(1_000_000);
        assertThat(BacktraceParser.parse("\"(junk".repeat(10) + "\n".repeat(1_000_000))
                        .skippedLines())
                .isEqualTo(1);
    }

    @Test
    @Timeout(30)
    void readsHostileLinesInBoundedTime() {
        for (String piece : Arrays.asList(" (", "(", " (\"", "\\\"", "' (", " at :", "<{ (", "#1 ")) {
            assertThat(BacktraceParser.parse("#0  f" + piece.repeat(2_000_000)).whole())
                    .isTrue();
            assertThat(BacktraceParser.parse(("#0  f" + piece.repeat(2000) + "\n").repeat(200))
                            .whole())
                    .isTrue();
        }
    }

    private static Frame onlyFrame(String text) {
        Backtrace backtrace = BacktraceParser.parse(text);
        assertThat(backtrace.skippedLines()).isZero();
        return backtrace.threads().get(0).frames().get(0);
    }

    private static String golden() throws IOException {
        try (var in = BacktraceParserTest.class.getResourceAsStream("threads.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
