// SPDX-License-Identifier: Apache-2.0
package org.retrace.jsf.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.holding.HeldRelease;
import org.retrace.repository.holding.Holding;

class ReleaseViewTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static ReleaseView view(boolean byClock, Holding holding, Optional<Instant> next) {
        var name = ReleaseName.parse("crumb-1-x86_64").orElseThrow();
        return ReleaseView.of(new HeldRelease(name, byClock, Optional.empty()), holding, Optional.empty(), next, NOW);
    }

    @Test
    void packagesAreVersionsOfNames() {
        var view = view(true, new Holding(2, 3, 1500, 1 << 20), Optional.empty());
        assertThat(view.packages()).isEqualTo("1,500 versions of 3 packages");
        assertThat(view.repositories()).isEqualTo("2 repositories");
        assertThat(view.size()).isEqualTo("1.0 MiB");
        assertThat(view(true, new Holding(1, 3, 3, 9), Optional.empty()).packages())
                .isEqualTo("3 packages");
        assertThat(view(true, Holding.NOTHING, Optional.empty()).packages()).isEqualTo("none yet");
    }

    @Test
    void clockTellsWhenItRingsNext() {
        var next = Optional.of(NOW.plusSeconds(2 * 3600 + 60));
        assertThat(view(true, Holding.NOTHING, next).clock()).isEqualTo("next in 2 h 01 min");
        assertThat(view(true, Holding.NOTHING, Optional.of(NOW)).clock()).isEqualTo("next within a minute");
        assertThat(view(true, Holding.NOTHING, Optional.empty()).clock()).isEqualTo("never: ReposyncTimes is off");
        assertThat(view(false, Holding.NOTHING, next).clock()).isEmpty();
    }

    @Test
    void releaseWithoutPluginSaysSo() {
        var view = view(true, Holding.NOTHING, Optional.empty());
        assertThat(view.gone()).isTrue();
        assertThat(view.title()).isEqualTo("no plugin knows it any more");
        assertThat(view.run().isAny()).isFalse();
    }

    @Test
    void keysThatAreWantedAreNamedOnceEach() {
        var refused = List.of(
                new OutsideView("base", "a.rpm", "signed with key 00000000000000ab, which is not trusted", ""),
                new OutsideView("base", "b.rpm", "signed with key 00000000000000ab, which is not trusted", ""),
                new OutsideView("base", "c.rpm", "the payload's digest is wrong", ""));
        assertThat(OutsideView.keys(refused, List.of("/gpg/crumb-1")))
                .startsWith("Some are signed with the key 00000000000000ab. ")
                .contains("/gpg/crumb-1");
        assertThat(OutsideView.keys(refused.subList(2, 3), List.of("/gpg/crumb-1")))
                .isEmpty();
    }
}
