// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.sync.SyncCounts;
import org.retrace.repository.sync.SyncPhase;
import org.retrace.repository.sync.SyncRun;
import org.retrace.repository.sync.SyncState;
import org.retrace.repository.sync.SyncTrigger;

class RunViewTest {

    private static final Instant BEGUN = Instant.parse("2026-11-20T10:00:00Z");

    private static SyncRun run(SyncState state, String reason, int attempt, SyncCounts counts) {
        return new SyncRun(
                7,
                ReleaseName.parse("crumb-1-x86_64").orElseThrow(),
                SyncTrigger.CONSOLE,
                state,
                Optional.of(reason).filter(text -> !text.isEmpty()),
                attempt,
                BEGUN,
                state == SyncState.RUNNING ? Optional.empty() : Optional.of(BEGUN.plusSeconds(75)),
                Optional.of(new SyncRun.Place("base", SyncPhase.PACKAGES)),
                counts);
    }

    private static RunView view(SyncState state, String reason, int refused) {
        return RunView.of(run(state, reason, 1, new SyncCounts(20, 10, 4, 4096, 4, refused)), BEGUN.plusSeconds(7200));
    }

    @Test
    void runUnderWayTellsWhereItIsAndHowFar() {
        var view = view(SyncState.RUNNING, "", 1);
        assertThat(view.kind()).isEqualTo("running");
        assertThat(view.sentence()).isEqualTo("base: fetches packages");
        assertThat(view.step()).isEqualTo(2);
        assertThat(view.counts().percent()).isEqualTo(75);
        assertThat(view.took()).isEqualTo("2 h 00 min");
        assertThat(view.counts().line())
                .isEqualTo("20 listed · 10 unchanged · 4 fetched (4.0 KiB) · 4 indexed · 1 refused");
    }

    @Test
    void runThatGoesOnSaysSo() {
        var view = RunView.of(run(SyncState.RUNNING, "", 2, SyncCounts.NONE), BEGUN);
        assertThat(view.sentence()).startsWith("goes on where it was cut off");
        assertThat(view.counts().percent()).isZero();
        assertThat(view.counts().line()).isEmpty();
    }

    @Test
    void runThatEndedTellsHow() {
        assertThat(view(SyncState.DONE, "", 0))
                .extracting(RunView::kind, RunView::sentence)
                .containsExactly("success", "all that could be had is here");
        assertThat(view(SyncState.DONE, "", 1))
                .extracting(RunView::kind, RunView::sentence)
                .containsExactly("partial", "1 package stays outside");
        assertThat(view(SyncState.DONE, "", 3).sentence()).isEqualTo("3 packages stay outside");
        assertThat(view(SyncState.FAILED, "no \u202Emirror", 0))
                .extracting(RunView::kind, RunView::sentence)
                .containsExactly("failed", "no ⟨U+202E⟩mirror");
        assertThat(view(SyncState.CUT_OFF, "its server died", 0))
                .extracting(RunView::kind, RunView::took)
                .containsExactly("partial", "1 min 15 s");
    }
}
