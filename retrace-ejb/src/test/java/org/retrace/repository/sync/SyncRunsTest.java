// SPDX-License-Identifier: Apache-2.0
package org.retrace.repository.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.retrace.repository.distribution.ReleaseName;
import org.retrace.repository.sync.SyncRuns.Wish;
import org.retrace.schema.TestDatabase;
import org.retrace.settings.NodeIdentity;

class SyncRunsTest {

    private static final ReleaseName RELEASE =
            ReleaseName.parse("crumb-1-x86_64").orElseThrow();
    private static final ReleaseName OTHER = ReleaseName.parse("crumb-2-x86_64").orElseThrow();

    private static TestDatabase database;

    private SyncRuns here;
    private SyncRuns elsewhere;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        database.sql("delete from sync_run");
        here = runs("here");
        elsewhere = runs("elsewhere");
    }

    private static SyncRuns runs(String node) throws Exception {
        SyncRuns runs = TestDatabase.inject(new SyncRuns(), "entities", database.entities());
        return TestDatabase.inject(runs, "identity", new NodeIdentity(node));
    }

    private static <T> T in(Supplier<T> work) {
        return database.transaction(work);
    }

    @Test
    void oneRunsAtATimeOfEachRelease() {
        SyncRun first = begun(here, RELEASE);
        Wish second = in(() -> elsewhere.begin(RELEASE, SyncTrigger.CONSOLE, 1));
        assertThat(second).isEqualTo(new Wish.Running(first));
        assertThat(begun(elsewhere, OTHER).id()).isNotEqualTo(first.id());
    }

    @Test
    void anotherOneRunsWhenTheFirstHasEnded() {
        SyncRun first = begun(here, RELEASE);
        finish(here, first, SyncState.DONE, "");
        SyncRun second = begun(elsewhere, RELEASE);
        assertThat(in(() -> here.newest(RELEASE, OptionalLong.empty(), 9)))
                .extracting(SyncRun::id)
                .containsExactly(second.id(), first.id());
        assertThat(in(() -> here.newest(RELEASE, OptionalLong.of(second.id()), 9)))
                .extracting(SyncRun::id)
                .containsExactly(first.id());
        assertThat(in(() -> here.running(RELEASE))).contains(second);
    }

    @Test
    void tellsWhereARunIsAndWhatItHasDone() {
        SyncRun run = begun(here, RELEASE);
        SyncRun.Place place = new SyncRun.Place("updates", SyncPhase.PACKAGES);
        SyncCounts counts = new SyncCounts(9, 2, 6, 1L << 40, 5, 1);
        assertThat(in(() -> here.at(run.id(), place))).isTrue();
        assertThat(in(() -> here.count(run.id(), counts))).isTrue();
        assertThat(in(() -> here.count(run.id(), counts))).isTrue();
        SyncRun now = in(() -> here.find(run.id())).orElseThrow();
        assertThat(now.place()).contains(place);
        assertThat(now.counts()).isEqualTo(counts.plus(counts));
        finish(here, run, SyncState.FAILED, "the disk is full");
        SyncRun after = in(() -> here.find(run.id())).orElseThrow();
        assertThat(after.state()).isEqualTo(SyncState.FAILED);
        assertThat(after.reason()).contains("the disk is full");
        assertThat(after.finishedAt()).isPresent();
    }

    @Test
    void nobodyElseSpeaksOfARun() {
        SyncRun run = begun(here, RELEASE);
        assertThat(in(() -> elsewhere.count(run.id(), SyncCounts.NONE))).isFalse();
        assertThat(in(() -> elsewhere.at(run.id(), new SyncRun.Place("updates", SyncPhase.METADATA))))
                .isFalse();
        assertThat(in(() -> elsewhere.renew(List.of(run.id())))).isEmpty();
        finish(elsewhere, run, SyncState.FAILED, "not mine");
        assertThat(in(() -> here.find(run.id()))).contains(run);
        assertThat(in(() -> here.renew(List.of(run.id())))).containsExactly(run.id());
    }

    @Test
    void aRunEndsWithItsServersLease() {
        SyncRun first = begun(here, RELEASE);
        database.sql("update sync_run set lease_until = clock_timestamp() - interval '1 s'");
        SyncRun second = begun(elsewhere, RELEASE);
        assertThat(in(() -> here.find(first.id())).orElseThrow().state()).isEqualTo(SyncState.CUT_OFF);
        assertThat(second.state()).isEqualTo(SyncState.RUNNING);
        assertThat(in(() -> here.count(first.id(), SyncCounts.NONE))).isFalse();
    }

    @Test
    void aRunOfAnEarlierBootIsCutOffAndGoneOnWith() throws Exception {
        begun(here, RELEASE);
        begun(elsewhere, OTHER);
        SyncRuns afterwards = runs("here");
        assertThat(in(afterwards::cutOffDead)).isEqualTo(1);
        List<SyncRun> left = in(afterwards::resumable);
        assertThat(left).extracting(SyncRun::release).containsExactly(RELEASE);
        SyncRun next = in(() -> afterwards.begin(
                        RELEASE, left.get(0).trigger(), left.get(0).attempt() + 1))
                .run();
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(in(afterwards::resumable)).isEmpty();
    }

    @Test
    void aRunThatIsLeftIsGoneOnWith() {
        SyncRun run = begun(here, RELEASE);
        in(() -> {
            elsewhere.leave(run.id());
            return run;
        });
        assertThat(in(() -> here.running(RELEASE))).isPresent();
        in(() -> {
            here.leave(run.id());
            return run;
        });
        assertThat(in(elsewhere::resumable)).extracting(SyncRun::id).containsExactly(run.id());
    }

    @Test
    void aRunThatKeepsDyingIsNotGoneOnWithForEver() throws Exception {
        for (int attempt = 1; attempt <= SyncRuns.MOST_ATTEMPTS; attempt++) {
            SyncRuns boot = runs("here");
            in(boot::cutOffDead);
            int now = attempt;
            assertThat(in(boot::resumable)).hasSize(Math.min(1, attempt - 1));
            assertThat(in(() -> boot.begin(RELEASE, SyncTrigger.TIMER, now))).isInstanceOf(Wish.Begun.class);
        }
        SyncRuns last = runs("here");
        assertThat(in(last::cutOffDead)).isEqualTo(1);
        assertThat(in(last::resumable)).isEmpty();
    }

    @Test
    void theOldestRunsAreForgotten() {
        SyncRun first = begun(here, RELEASE);
        SyncRun other = begun(here, OTHER);
        for (int i = 0; i < SyncRuns.KEPT; i++) {
            finish(here, in(() -> here.running(RELEASE)).orElseThrow(), SyncState.DONE, "");
            begun(here, RELEASE);
        }
        assertThat(in(() -> here.newest(RELEASE, OptionalLong.empty(), 1000))).hasSize(SyncRuns.KEPT);
        assertThat(in(() -> here.find(first.id()))).isEmpty();
        assertThat(in(() -> here.find(other.id()))).isPresent();
    }

    private static SyncRun begun(SyncRuns runs, ReleaseName release) {
        Wish wish = in(() -> runs.begin(release, SyncTrigger.COMMAND, 1));
        assertThat(wish).isInstanceOf(Wish.Begun.class);
        return wish.run();
    }

    private static void finish(SyncRuns runs, SyncRun run, SyncState state, String reason) {
        in(() -> {
            runs.finish(run.id(), state, reason);
            return run;
        });
    }
}
