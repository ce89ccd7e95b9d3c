// SPDX-License-Identifier: Apache-2.0
package org.retrace.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.retrace.it.ClassicClient;
import org.retrace.it.KillIT;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * Two servers, real uploads all the time, and something killed at random every few seconds: nothing that was accepted
 * is lost, done twice, or left lying. {@code -Dchaos.minutes} says how long, {@code -Dchaos.seed} repeats a run's
 * choices.
 */
class ChaosIT {

    /** Debuggers more often: they cost no restart. */
    private static final List<Victim> VICTIMS = List.of(
            Victim.FIRST_SERVER,
            Victim.SECOND_SERVER,
            Victim.BOTH_SERVERS,
            Victim.POSTGRES,
            Victim.POSTGRES,
            Victim.GDB,
            Victim.GDB,
            Victim.GDB,
            Victim.BWRAP,
            Victim.BWRAP,
            Victim.BWRAP);

    private static final int MIN_PAUSE_MILLISECONDS = 500;
    private static final int MAX_PAUSE_MILLISECONDS = 2500;

    private final Duration length = Duration.ofMinutes(Long.getLong("chaos.minutes", 2));
    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);

    @Test
    void losesNothingWhateverDies() throws Exception {
        TestDistribution.build();
        ServerHome first = ServerHome.fresh("chaos-first", "retrace.max-parallel-tasks=2");
        ServerHome second = first;
        first.start();
        try {
            first.index(TestDistribution.rpms());
            second = ServerHome.sharing(first, "chaos-second");
            second.start();
            run(first, second);
        } finally {
            second.stop();
            first.stop();
        }
    }

    private void run(ServerHome first, ServerHome second) throws Exception {
        ClassicClient client = new ClassicClient(first);
        ClassicClient.Task calm = client.upload(TestDistribution.archive("plugin", "tar.gz"));
        client.await(calm);
        String undisturbed = client.get(calm, "/backtrace").body();
        Uploader uploader = new Uploader(List.of(first, second), new Random(seed));
        Thread thread = new Thread(uploader, "uploader");
        thread.start();
        Instant end = Instant.now().plus(length);
        while (Instant.now().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(
                    MIN_PAUSE_MILLISECONDS + random.nextInt(MAX_PAUSE_MILLISECONDS - MIN_PAUSE_MILLISECONDS));
            killOne(first, second);
        }
        uploader.end();
        thread.join();
        conclude(first, second, uploader, undisturbed);
    }

    private void killOne(ServerHome first, ServerHome second) throws IOException {
        Victim victim = VICTIMS.get(random.nextInt(VICTIMS.size()));
        if (victim.kill(first, second)) {
            killed.merge(victim, 1, Integer::sum);
        }
        first.start();
        second.start();
    }

    private void conclude(ServerHome first, ServerHome second, Uploader uploader, String undisturbed) throws Exception {
        ClassicClient client = new ClassicClient(first);
        int changed = 0;
        int failed = 0;
        for (ClassicClient.Task task : uploader.accepted()) {
            failed += client.await(task).status().equals("FINISHED_SUCCESS") ? 0 : 1;
            changed += client.get(task, "/backtrace").body().equals(undisturbed) ? 0 : 1;
        }
        String accepted = "(select id from retrace_task where id in ("
                + String.join(
                        ",",
                        uploader.accepted().stream().map(ClassicClient.Task::id).toList()) + "))";
        int lost = uploader.accepted().size()
                - first.number("select count(distinct task_id) from task_statistics where task_id in " + accepted);
        int twice = KillIT.runsThatTwoAtOnceLeave(first);
        long left = KillIT.leftovers(first, "/work|/crash").size()
                + KillIT.gdbs(second).count();
        String table = table(uploader, failed, changed, lost, twice, left);
        Files.writeString(Path.of("target", "chaos.md"), table);
        System.out.println(table);
        assertThat(List.of((long) failed, (long) changed, (long) lost, (long) twice, left))
                .as(table)
                .containsOnly(0L);
    }

    private String table(Uploader uploader, int failed, int changed, int lost, int twice, long left) {
        StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
        row(table, "minutes", length.toMinutes());
        row(table, "uploads accepted", uploader.accepted().size());
        row(table, "uploads refused or cut off", uploader.refused());
        killed.forEach((victim, times) -> row(table, "killed: " + victim.title(), times));
        row(table, "failed", failed);
        row(table, "with another backtrace", changed);
        row(table, "lost", lost);
        row(table, "run by two at once", twice);
        row(table, "left over", left);
        row(table, "seed", seed);
        return table.toString();
    }

    private static void row(StringBuilder table, String name, long value) {
        table.append("| ").append(name).append(" | ").append(value).append(" |\n");
    }
}
