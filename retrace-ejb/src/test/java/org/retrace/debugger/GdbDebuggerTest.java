// SPDX-License-Identifier: Apache-2.0
package org.retrace.debugger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.retrace.backtrace.Backtrace;
import org.retrace.backtrace.BacktraceParser;
import org.retrace.backtrace.BacktraceThread;
import org.retrace.backtrace.Frame;
import org.retrace.process.Cancellation;
import org.retrace.process.SandboxLimits;
import org.retrace.signature.CrashSignature;

/** Real crashes through real gdb in a real sandbox. */
@Timeout(120)
class GdbDebuggerTest {

    private static final SandboxLimits LIMITS =
            SandboxLimits.of(4L << 30, Duration.ofSeconds(60), Duration.ofSeconds(60), 64 << 20);

    static Path programs = Path.of("");
    static CrashedProgram threads = new CrashedProgram(programs, programs, programs, programs);
    static CrashedProgram templates = threads;

    private final Path directory;

    GdbDebuggerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeAll
    static void crash(@TempDir Path shared) throws IOException {
        programs = shared;
        threads = CrashedProgram.make("threads.c", Files.createDirectory(programs.resolve("threads")));
        templates = CrashedProgram.make("templates.cc", Files.createDirectory(programs.resolve("templates")));
    }

    @Test
    void beginsWithWhatGdbGivesWhereTheProgramCrashed() throws IOException {
        for (CrashedProgram program : new CrashedProgram[] {threads, templates}) {
            DebugReport report = debug(request(program, 3, LIMITS));
            assertThat(report.head().strip()).isEqualTo(program.nativeBacktrace());
            assertThat(Files.readString(report.text())).startsWith(report.head());
            assertThat(report.notes()).isEmpty();
            assertThat(report.whole()).isTrue();
        }
    }

    @Test
    void readsBackTheCrashedThread() throws IOException {
        Backtrace backtrace =
                BacktraceParser.parse(debug(request(threads, 3, LIMITS)).head());
        BacktraceThread crashed = backtrace.crashedThread().orElseThrow();
        assertThat(backtrace.threads()).hasSize(3);
        assertThat(crashed.frames()).extracting(Frame::function).contains(Optional.of("crash"));
        Frame top = crashed.frames().get(0);
        assertThat(top.function()).contains("draw");
        assertThat(top.file()).contains("threads.c");
        assertThat(top.line()).hasValue(22);
        assertThat(CrashSignature.of("/usr/bin/program", 11, crashed)
                        .orElseThrow()
                        .text())
                .startsWith("/usr/bin/program:11:draw:draw:draw:draw:crash");
    }

    @Test
    void readsBackTemplatesAndOperators() throws IOException {
        DebugReport report = debug(request(templates, 1, LIMITS));
        BacktraceThread crashed =
                BacktraceParser.parse(report.head()).crashedThread().orElseThrow();
        assertThat(CrashSignature.of("/p", 6, crashed).orElseThrow().text())
                .startsWith("/p:6:(anonymous namespace)::Visitor::operator():"
                        + "(anonymous namespace)::pair_up<int, unsigned long>:");
    }

    @Test
    void tellsMoreInSectionsAfterTheHead() throws IOException {
        String text = Files.readString(debug(request(threads, 3, LIMITS)).text());
        assertThat(text)
                .containsSubsequence(
                        "== Loading ==",
                        "Program terminated with signal SIGSEGV",
                        "== Signal ==\n$1 = 11\n$2 = (void *) 0x0\n",
                        "== Shared libraries ==",
                        "libc.so.6",
                        "== Registers of the crashed thread ==\nrax",
                        "== Instructions from the crashed thread's program counter ==\ndraw +",
                        "=> 0x",
                        "== Full backtrace of thread 1 ==\nThread 1 (",
                        "        local = ",
                        "== Full backtrace of thread 2 ==\nThread 2 (",
                        "== Full backtrace of thread 3 ==\nThread 3 (");
        assertThat(text)
                .doesNotContain("retrace-sysroot")
                .doesNotContain("[retrace ")
                .doesNotContain("Notes");
        assertThat(text.chars().filter(c -> c != '\n' && c != '\t').anyMatch(Character::isISOControl))
                .isFalse();
    }

    @Test
    void findsThreadsItWasNotToldOf() throws IOException {
        String exact = Files.readString(debug(request(threads, 3, LIMITS)).text());
        assertThat(Files.readString(debug(request(threads, 1, LIMITS)).text())).isEqualTo(exact);
        assertThat(Files.readString(debug(request(threads, 9, LIMITS)).text())).isEqualTo(exact);
    }

    @Test
    void doesWithoutTheExecutable() throws IOException {
        DebugRequest request = new DebugRequest(
                threads.coredump(), Files.createDirectory(directory.resolve("empty")), "/no", 1, directory, LIMITS);
        DebugReport report = debug(request);
        Backtrace backtrace = BacktraceParser.parse(report.head());
        assertThat(backtrace.threads()).hasSize(3);
        assertThat(backtrace.hasFunctionInCrashedThread()).isFalse();
    }

    @Test
    void takesNoFileFromOutsideTheSysroot() throws IOException {
        Path sysroot = Files.createDirectories(directory.resolve("links"));
        Files.createSymbolicLink(sysroot.resolve("program"), threads.executable());
        DebugReport report = debug(new DebugRequest(threads.coredump(), sysroot, "/program", 1, directory, LIMITS));
        assertThat(BacktraceParser.parse(report.head()).hasFunctionInCrashedThread())
                .isFalse();
        DebugReport above = debug(
                new DebugRequest(threads.coredump(), sysroot, "/.." + threads.executable(), 1, directory, LIMITS));
        assertThat(BacktraceParser.parse(above.head()).hasFunctionInCrashedThread())
                .isFalse();
    }

    @Test
    void goesOnWithTheNextThreadWhenGdbDies() throws IOException {
        Path dying = dyingGdb("/selected 7/ { n++ } n && /^#1/ { exit }");
        DebugReport report = new GdbDebugger(dying).debug(request(threads, 3, LIMITS), new Cancellation());
        String text = Files.readString(report.text());
        assertThat(report.whole()).isFalse();
        assertThat(report.head().strip()).isEqualTo(threads.nativeBacktrace());
        assertThat(report.notes())
                .containsExactly(
                        "gdb was ended by signal 11 in this part, which may be incomplete: Full backtrace of thread 2.");
        assertThat(text)
                .containsSubsequence("thread 2 ==\nThread 2 (", "#0 ", "thread 3 ==\nThread 3 (", "== Notes ==");
    }

    @Test
    void triesTheCrashedThreadAloneWhenGdbDiesOfAllThreads() throws IOException {
        Path dying = dyingGdb("/^Thread 2/ { exit }");
        DebugReport report = new GdbDebugger(dying).debug(request(threads, 3, LIMITS), new Cancellation());
        Backtrace backtrace = BacktraceParser.parse(report.head());
        assertThat(backtrace.threads()).extracting(BacktraceThread::number).containsExactly(3, 2, 1);
        assertThat(backtrace.hasFunctionInCrashedThread()).isTrue();
        assertThat(report.notes()).first().asString().endsWith("backtrace of all threads.");
    }

    @Test
    void stopsAtTheWallLimitWithWhatItHas() throws IOException {
        Path slow = script("/usr/bin/gdb \"$@\" | sed '/selected [07]]/q'; exec sleep 50");
        DebugReport report = new GdbDebugger(slow)
                .debug(request(threads, 3, LIMITS.with(Duration.ofSeconds(6), 1 << 20)), new Cancellation());
        assertThat(report.head().strip()).isEqualTo(threads.nativeBacktrace());
        assertThat(report.notes())
                .containsExactly(
                        "gdb reached its limit of time in this part, which may be incomplete: Full backtrace of thread 2.",
                        "gdb reached its limit of time in this part, which may be incomplete: Full backtrace of thread 3.");
    }

    @Test
    void showsTheCrashedThreadWhenAllTakeTooLong() throws IOException {
        Path slow =
                script("case \"$*\" in *'apply all'*) /usr/bin/gdb \"$@\" | sed '/begin 0]/q'; exec sleep 50;; esac\n"
                        + "exec /usr/bin/gdb \"$@\"");
        DebugReport report = new GdbDebugger(slow)
                .debug(request(threads, 3, LIMITS.with(Duration.ofSeconds(6), 1 << 20)), new Cancellation());
        Backtrace backtrace = BacktraceParser.parse(report.head());
        assertThat(backtrace.threads()).hasSize(1);
        assertThat(threads.nativeBacktrace()).endsWith(report.head().strip());
        assertThat(Files.readString(report.text())).contains("== Full backtrace of thread 3 ==");
    }

    @Test
    void countsTheTimeOfAKilledGdbToo() throws IOException {
        Path killed = script("case \"$*\" in --version) exit 0;; esac; /usr/bin/sleep 5.5; kill -KILL $$");
        DebugReport report = new GdbDebugger(killed)
                .debug(request(threads, 3, LIMITS.with(Duration.ofSeconds(12), 1 << 20)), new Cancellation());
        assertThat(report.notes())
                .first()
                .isEqualTo("gdb reached its limit of time before it had loaded the coredump.");
    }

    @Test
    void keepsWhatAKilledGdbHadSaidWhenNoTimeIsLeftToBeginAnew() throws IOException {
        Path killed = script("case \"$*\" in --version) exit 0;; *'apply all'*) ;; *) kill -KILL $$;; esac\n"
                + "/usr/bin/gdb \"$@\" | sed '/selected 7]/q'; exec sleep 50");
        DebugReport report = new GdbDebugger(killed)
                .debug(request(threads, 3, LIMITS.with(Duration.ofSeconds(6), 1 << 20)), new Cancellation());
        assertThat(report.head().strip()).isEqualTo(threads.nativeBacktrace());
    }

    @Test
    void cutsTheTextOfAnEndlessRecursion() throws IOException {
        CrashedProgram recursion =
                CrashedProgram.make("recursion.c", Files.createDirectory(programs.resolve("recursion")));
        DebugReport report = debug(request(recursion, 1, LIMITS.with(Duration.ofSeconds(60), 200_000)));
        assertThat(report.whole()).isFalse();
        assertThat(report.notes())
                .contains(
                        "gdb wrote more than it may in this part, which may be incomplete: backtrace of all threads.");
        assertThat(Files.size(report.text())).isLessThan(201_000);
        assertThat(BacktraceParser.parse(report.head()).hasFunctionInCrashedThread())
                .isTrue();
    }

    @Test
    void saysWhyThereIsNoBacktraceOfWhatIsNoCoredump() throws IOException {
        Path garbage = Files.write(directory.resolve("garbage"), new byte[5000]);
        DebugReport report = debug(new DebugRequest(garbage, threads.sysroot(), "/program", 1, directory, LIMITS));
        assertThat(report.head()).isEmpty();
        assertThat(report.whole()).isFalse();
        assertThat(Files.readString(report.text())).contains("not a core dump");
    }

    @Test
    void survivesCoredumpsCutAnywhere() throws IOException {
        byte[] core = Files.readAllBytes(threads.coredump());
        for (int length : new int[] {0, 1, 64, 1000, 4096, core.length / 4, core.length / 2, core.length - 1}) {
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(core, length));
            DebugReport report = debug(new DebugRequest(
                    cut, threads.sysroot(), threads.executable().toString(), 3, directory, LIMITS));
            assertThat(report.head().isEmpty()).isEqualTo(report.headBytes() == 0);
            assertThat(Files.readString(report.text())).contains("== Loading ==");
        }
    }

    @Test
    void stopsWhenCancelled() throws IOException {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        DebugReport report = new GdbDebugger().debug(request(threads, 3, LIMITS), cancellation);
        assertThat(report.headBytes()).isZero();
        assertThat(report.notes()).first().asString().startsWith("gdb was cancelled");
    }

    @Test
    void refusesDirectoryThatIsNotThere() {
        DebugRequest request = new DebugRequest(
                threads.coredump(), threads.sysroot(), "/program", 1, directory.resolve("missing"), LIMITS);
        assertThatThrownBy(() -> debug(request)).isInstanceOf(IOException.class);
    }

    private static DebugReport debug(DebugRequest request) throws IOException {
        return new GdbDebugger().debug(request, new Cancellation());
    }

    private DebugRequest request(CrashedProgram program, int threadCount, SandboxLimits limits) throws IOException {
        return new DebugRequest(
                program.coredump(),
                program.sysroot(),
                program.executable().toString(),
                threadCount,
                Files.createTempDirectory(directory, "text"),
                limits);
    }

    /** The real gdb, whose output ends where the awk program exits, as if a fault had ended it there. */
    private Path dyingGdb(String ending) throws IOException {
        String awk = "{ print; fflush() } " + ending;
        return script("/usr/bin/gdb \"$@\" | awk '" + awk + " /done\\]/ { ok = 1 } END { exit !ok }' || kill -SEGV $$");
    }

    private Path script(String body) throws IOException {
        Path script = Files.writeString(directory.resolve("gdb"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
