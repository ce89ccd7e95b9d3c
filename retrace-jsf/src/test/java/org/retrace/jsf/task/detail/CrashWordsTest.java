// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.task.detail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrace.backtrace.detail.DetailedBacktrace;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.DetailedThread;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.SourceLine;
import org.retrace.backtrace.detail.TracedModule;

class CrashWordsTest {

    private static DetailedBacktrace backtrace(long address, DetailedFrame... frames) {
        return new DetailedBacktrace(
                Optional.of("SIGSEGV"),
                OptionalInt.of(11),
                OptionalLong.of(address),
                List.of(new DetailedThread(
                        1, OptionalLong.empty(), Optional.empty(), true, List.of(frames), Optional.empty(), false)),
                List.of(module("/usr/bin/kettle"), module("/lib64/libc.so.6")),
                List.of(),
                true);
    }

    private static TracedModule module(String path) {
        return new TracedModule(path, Optional.empty(), Optional.empty(), 0, 1, true, true);
    }

    private static DetailedFrame frame(String function, int module, Optional<SourceLine> source) {
        return new DetailedFrame(
                0,
                OptionalLong.empty(),
                FrameKind.NORMAL,
                Optional.of(function),
                List.of(),
                List.of(),
                source,
                OptionalInt.of(module),
                OptionalLong.empty());
    }

    private static String sentence(DetailedBacktrace backtrace) {
        return CrashWords.of(EndedTask.with("SIGSEGV"), Optional.of(backtrace)).sentence();
    }

    @ParameterizedTest
    @CsvSource({"SIGSEGV,Invalid memory access in kettle", "SIGABRT,Abort in kettle", "SIG42,Signal SIG42 in kettle"})
    void signalsHaveWords(String signal, String title) {
        assertThat(CrashWords.of(EndedTask.with(signal), Optional.empty())).isEqualTo(new CrashWords(title, signal));
    }

    @Test
    void crashThatNobodyHasReadYetSaysSo() {
        var words = CrashWords.of(EndedTask.failed("identify: cut"), Optional.empty());

        assertThat(words.title()).isEqualTo("Crash in kettle");
        assertThat(words.sentence()).contains("not been read");
    }

    @Test
    void addressNearNullIsCalledSo() {
        assertThat(sentence(backtrace(0x18)))
                .isEqualTo("SIGSEGV at address 0x18, which is a null pointer or close to one");
        assertThat(sentence(backtrace(-1))).isEqualTo("SIGSEGV at address 0xffffffffffffffff");
    }

    @Test
    void placeIsTheInnermostOfTheProgramItself() {
        var line = Optional.of(new SourceLine("/src/boil.c", OptionalInt.of(7)));

        assertThat(sentence(backtrace(0x7000, frame("raise", 1, Optional.empty()), frame("boil", 0, line))))
                .isEqualTo("SIGSEGV at address 0x7000; in boil, boil.c line 7");
        assertThat(sentence(backtrace(0x7000, frame("raise", 1, Optional.empty()))))
                .endsWith("; in raise");
    }
}
