// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.backtrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrace.jsf.backtrace.MadeThreads.BARE;
import static org.retrace.jsf.backtrace.MadeThreads.LIBRARY;
import static org.retrace.jsf.backtrace.MadeThreads.PROGRAM;
import static org.retrace.jsf.backtrace.MadeThreads.backtrace;
import static org.retrace.jsf.backtrace.MadeThreads.frame;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.retrace.backtrace.detail.DetailedFrame;
import org.retrace.backtrace.detail.FrameKind;
import org.retrace.backtrace.detail.Variable;

class FrameViewTest {

    private static FrameView view(DetailedFrame frame) {
        return FrameView.of(backtrace(List.of()), 3, frame);
    }

    private static FrameView ofKind(FrameKind kind) {
        return view(new DetailedFrame(
                1,
                OptionalLong.empty(),
                kind,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.of(LIBRARY),
                OptionalLong.empty()));
    }

    @Test
    void tellsFunctionArgumentsPlaceAndModule() {
        var view = view(frame(2, "boil", PROGRAM, 0x20, new Variable("water", "1"), new Variable("on", "true")));

        assertThat(view.id()).isEqualTo("t3f2");
        assertThat(view.function()).isEqualTo("boil");
        assertThat(view.summary()).isEqualTo("(water=1, on=true)");
        assertThat(view.place()).isEqualTo("boil.c:7");
        assertThat(view.module()).isEqualTo("kettle");
        assertThat(view.look()).isEqualTo("normal");
        assertThat(view.lacking()).isEmpty();
        assertThat(view.facts())
                .contains(new Variable("Source", "/src/kettle/boil.c:7"))
                .contains(new Variable("Module", "/usr/bin/kettle + 0x20"));
    }

    @Test
    void frameOfTheCLibraryIsRuntime() {
        assertThat(view(frame(0, "raise", LIBRARY, 1)).look()).isEqualTo("normal runtime");
    }

    @Test
    void frameWithoutDebuginfoSaysSo() {
        assertThat(view(frame(0, "steam", BARE, 1)).lacking()).isEqualTo("no debuginfo");
        assertThat(view(frame(0, "", BARE, 1)).function()).isEqualTo("??");
        assertThat(view(frame(0, "", BARE, 1)).summary()).isEmpty();
    }

    @Test
    void kindsHaveTheWordsOfGdb() {
        assertThat(ofKind(FrameKind.SIGNAL).function()).isEqualTo("<signal handler called>");
        assertThat(ofKind(FrameKind.SIGNAL).lacking()).isEmpty();
        assertThat(ofKind(FrameKind.INLINE).mark()).isEqualTo("inlined");
        assertThat(ofKind(FrameKind.TAIL_CALL).mark()).isEqualTo("tail call");
        assertThat(ofKind(FrameKind.TAIL_CALL).look()).startsWith("tail-call");
    }

    @Test
    void longValuesAreShortInTheLineAndBoundedWhenOpened() {
        var view = view(frame(0, "boil", PROGRAM, 1, new Variable("text", "x".repeat(100_000))));

        assertThat(view.summary()).hasSizeLessThan(100).endsWith("…)");
        assertThat(view.variables().get(0).list().get(0).value()).hasSize(4001).endsWith("…");
    }

    @Test
    void longNameIsCutInTheLineAndLongerWhenOpened() {
        var view = view(frame(0, "f".repeat(1000), PROGRAM, 1));

        assertThat(view.function()).hasSize(301);
        assertThat(view.facts()).contains(new Variable("Function", "f".repeat(1000)));
    }

    @Test
    void newlinesOfAValueAreKeptWhenOpenedAndSpacesInTheLine() {
        var view = view(frame(0, "boil", PROGRAM, 1, new Variable("s", "{a,\nb}")));

        assertThat(view.summary()).isEqualTo("(s={a, b})");
        assertThat(view.variables().get(0).list().get(0).value()).isEqualTo("{a,\nb}");
    }
}
