// SPDX-License-Identifier: Apache-2.0
package org.retrace.batch.claim;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.retrace.process.Cancellation;
import org.retrace.task.queue.GiveBack;
import org.retrace.task.queue.TaskClaims;

class ClaimHeartbeatTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<Long> givenBack = new ArrayList<>();
    private final Cancellation gdb = new Cancellation();
    private long now;
    private long stuck;
    private final LiveTasks live = new LiveTasks(() -> now);

    @Test
    void givesNothingBackThatIsClaimedBetweenItsTwoLooks() throws Exception {
        LiveTasks busy = new LiveTasks(() -> now) {
            @Override
            synchronized Map<Long, LiveTask> all() {
                Map<Long, LiveTask> before = super.all();
                claimed(7, LONG);
                return before;
            }

            @Override
            synchronized Set<Long> alive() {
                Set<Long> before = super.alive();
                claimed(8, LONG);
                return before;
            }
        };
        heartbeat(busy, TreeSet::new).beat();
        assertThat(givenBack).isEmpty();
        assertThat(busy.all()).containsKeys(7L, 8L);
    }

    /** The database stands still for a while between two steps; when it is back the job goes on. */
    @Test
    void givesNothingBackThatEntersAStepMeanwhile() throws Exception {
        live.claimed(7, LONG);
        live.began(7, 70);
        now += LiveTask.LONGEST_GAP.toNanos();
        heartbeat(live, alive -> {
                    assertThat(live.enter(7, 70, gdb, null)).isTrue();
                    return new TreeSet<>(alive);
                })
                .beat();
        assertThat(givenBack).isEmpty();
        assertThat(live.alive()).containsExactly(7L);
    }

    @Test
    void letsNoJobOnThatItGivesBack() throws Exception {
        live.claimed(7, LONG);
        live.began(7, 70);
        now += LiveTask.LONGEST_GAP.toNanos();
        heartbeat(live, TreeSet::new).beat();
        assertThat(givenBack).containsExactly(7L);
        assertThat(live.enter(7, 70, gdb, null)).isFalse();
    }

    @Test
    void givesTheOthersBackWhenOneCannotBe() throws Exception {
        List.of(6L, 7L, 8L).forEach(id -> live.claimed(id, LONG));
        stuck = 7;
        now += LiveTask.LONGEST_GAP.toNanos();
        heartbeat(live, TreeSet::new).beat();
        assertThat(givenBack).containsExactly(6L, 8L);
        assertThat(live.all()).containsOnlyKeys(7L);
        stuck = 0;
        heartbeat(live, TreeSet::new).beat();
        assertThat(givenBack).containsExactly(6L, 8L, 7L);
    }

    @Test
    void stopsNothingThatWasClaimedAnewMeanwhile() throws Exception {
        live.claimed(7, LONG);
        live.began(7, 70);
        heartbeat(live, alive -> {
                    live.ended(7);
                    live.claimed(7, LONG);
                    live.began(7, 71);
                    live.enter(7, 71, gdb, null);
                    return Set.of();
                })
                .beat();
        assertThat(gdb.isCancelled()).isFalse();
        assertThat(live.speaksFor(7, 71)).isTrue();
    }

    @Test
    void stopsWhatSomebodyElseHasByNow() throws Exception {
        live.claimed(7, LONG);
        live.began(7, 70);
        live.enter(7, 70, gdb, null);
        heartbeat(live, alive -> Set.of()).beat();
        assertThat(gdb.isCancelled()).isTrue();
        assertThat(givenBack).isEmpty();
    }

    /** What the database answers. */
    private interface Renewal {
        Set<Long> renew(Collection<Long> alive);
    }

    private ClaimHeartbeat heartbeat(LiveTasks tasks, Renewal renewal) throws Exception {
        ClaimHeartbeat heartbeat = new ClaimHeartbeat();
        set(heartbeat, "live", tasks);
        set(heartbeat, "claims", new TaskClaims() {
            @Override
            public Set<Long> renew(Collection<Long> alive) {
                return renewal.renew(alive);
            }

            @Override
            public void giveBack(long taskId, GiveBack reason) {
                if (taskId == stuck) {
                    throw new EJBException("its row cannot be written");
                }
                givenBack.add(taskId);
            }
        });
        return heartbeat;
    }

    private static void set(Object bean, String field, Object value) throws Exception {
        Field declared = bean.getClass().getDeclaredField(field);
        declared.setAccessible(true);
        declared.set(bean, value);
    }
}
