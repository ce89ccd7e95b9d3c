// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two servers on one database and one SaveDir: each task runs once, and the tasks of a dead one go on in the other. */
class TwoServersIT {

    private static final int TASKS = 12;

    @Test
    void runEachTaskOnceAndTakeOverWhatTheOtherLeaves() throws Exception {
        TestDistribution.build();
        ServerHome first = ServerHome.fresh("first-home", "retrace.max-parallel-tasks=2");
        first.start();
        ServerHome second = first;
        try {
            first.index(TestDistribution.rpms());
            second = ServerHome.sharing(first, "second-home");
            second.start();
            share(first, second);
            takeOver(first, second);
        } finally {
            second.stop();
            first.stop();
        }
    }

    private static void share(ServerHome first, ServerHome second) throws Exception {
        ClassicClient client = new ClassicClient(first);
        List<ClassicClient.Task> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(client.upload(TestDistribution.archive("null", "tar.gz")));
        }
        ClassicClient other = new ClassicClient(second);
        for (ClassicClient.Task task : tasks) {
            assertThat(other.await(task).status()).isEqualTo("FINISHED_SUCCESS");
            assertThat(other.get(task, "/log").body()).containsOnlyOnce("identify: started");
        }
        assertThat(first.number("select count(distinct claimed_by) from retrace_task"))
                .isEqualTo(2);
        assertThat(first.number("select count(*) from task_statistics")).isEqualTo(TASKS);
    }

    private static void takeOver(ServerHome first, ServerHome second) throws Exception {
        HoldPlaces places = new HoldPlaces(first);
        places.hold(List.of("DEBUG before", "DEBUG before", "DEBUG before", "DEBUG before"));
        ClassicClient client = new ClassicClient(first);
        List<ClassicClient.Task> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.add(client.upload(TestDistribution.archive("null", "tar.gz")));
        }
        KillIT.await("all tasks held", () -> places.held() == 4);

        ServerHome.kill(first.serverPid());
        places.letGo();

        ClassicClient other = new ClassicClient(second);
        for (ClassicClient.Task task : tasks) {
            assertThat(other.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        }
        assertThat(first.number("select count(*) from task_statistics")).isEqualTo(TASKS + 4);
        assertThat(KillIT.runsThatTwoAtOnceLeave(first)).isZero();
    }
}
