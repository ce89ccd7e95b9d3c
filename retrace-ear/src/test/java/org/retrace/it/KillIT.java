// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever is killed at whatever moment: each accepted task ends once, with the backtrace that it has when nothing is
 * disturbed, and leaves nothing behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class KillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ServerHome server;
    private final ClassicClient client;
    private final HoldPlaces places;
    private final String undisturbed;

    KillIT() throws IOException, SQLException {
        TestDistribution.build();
        server = ServerHome.fresh("kill-home", "retrace.max-parallel-tasks=40");
        server.start();
        client = new ClassicClient(server);
        server.index(TestDistribution.rpms());
        undisturbed = backtrace(upload());
        places = new HoldPlaces(server);
    }

    @BeforeAll
    void isReady() {
        assertThat(undisturbed).contains("#0 ");
    }

    @AfterEach
    void leavesNothing() throws Exception {
        await("no left-overs", () -> leftovers(server, "/work|/crash").isEmpty());
        assertThat(server.number("select count(*) from retrace_task"))
                .isEqualTo(server.number("select count(*) from task_statistics"));
    }

    @AfterAll
    void stop() throws IOException {
        server.stop();
    }

    @Test
    void goesOnAfterAKillOfTheServerAtEveryPlace() throws Exception {
        List<ClassicClient.Task> tasks = holdAtEveryPlace();
        ServerHome.kill(server.serverPid());
        places.letGo();
        server.start();
        assertAllUndisturbed(tasks);
    }

    @Test
    void goesOnAfterAKillOfPostgresAtEveryPlace() throws Exception {
        List<ClassicClient.Task> tasks = holdAtEveryPlace();
        ServerHome.kill(server.databasePid());
        server.start();
        places.letGo();
        assertAllUndisturbed(tasks);
    }

    @Test
    void goesOnAfterTwoKillsOfGdb() throws Exception {
        List<ClassicClient.Task> tasks = new ArrayList<>();
        boolean killed = false;
        while (!killed) {
            ClassicClient.Task task = upload();
            tasks.add(task);
            killed = killsGdbTwice(task);
        }
        assertAllUndisturbed(tasks);
    }

    /** Whether gdb was there to be killed; a quick one may end before it is seen. */
    private boolean killsGdbTwice(ClassicClient.Task task) throws IOException {
        int kills = 0;
        while (kills < 2 && !client.get(task, "").body().startsWith("Retrace job")) {
            Optional<ProcessHandle> gdb = gdbs(server).findFirst();
            if (gdb.isPresent() && gdb.get().destroyForcibly()) {
                gdb.get().onExit().join();
                kills++;
            }
        }
        return kills == 2;
    }

    @Test
    void goesOnFromTheStepThatWasCutOff() throws Exception {
        ClassicClient.Task task = upload();
        await("a gdb", () -> gdbs(server).findAny().isPresent());
        ServerHome.kill(server.serverPid());
        server.start();
        assertAllUndisturbed(List.of(task));

        String log = client.get(task, "/log").body();
        assertThat(log).containsOnlyOnce("identify: started").containsOnlyOnce("assemble: started");
        assertThat(log.split("debug: started", -1)).as(log).hasSizeGreaterThan(2);
    }

    @Test
    void endsWithinTenSecondsOfSigtermAndGoesOnAfterwards() throws Exception {
        ClassicClient.Task task = upload();
        await("a gdb", () -> gdbs(server).findAny().isPresent());
        ProcessHandle process = ProcessHandle.of(server.serverPid()).orElseThrow();
        Instant begin = Instant.now();
        process.destroy();
        process.onExit().join();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(server.number("select count(*) from retrace_task where state = 'QUEUED' and attempts = 0"))
                .isEqualTo(1);
        server.start();
        assertAllUndisturbed(List.of(task));
    }

    private List<ClassicClient.Task> holdAtEveryPlace() throws Exception {
        List<String> all = HoldPlaces.all();
        places.hold(all);
        List<ClassicClient.Task> tasks = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            tasks.add(upload());
        }
        await("all tasks held", () -> places.held() == all.size());
        return tasks;
    }

    private void assertAllUndisturbed(List<ClassicClient.Task> tasks) throws Exception {
        for (ClassicClient.Task task : tasks) {
            assertThat(backtrace(task)).isEqualTo(undisturbed);
        }
        assertThat(runsThatTwoAtOnceLeave(server)).isZero();
    }

    private ClassicClient.Task upload() throws IOException {
        return client.upload(TestDistribution.archive("plugin", "tar.xz"));
    }

    private String backtrace(ClassicClient.Task task) throws IOException {
        ClassicClient.Ended ended = client.await(task);
        assertThat(ended.status()).as(client.get(task, "/log").body()).isEqualTo("FINISHED_SUCCESS");
        return client.get(task, "/backtrace").body();
    }

    /**
     * In how many places the journals of tasks that succeeded show more than one job at once: a run of a step that
     * follows neither that step nor the one before it, one that began before the last had ended, and a last run that is
     * no clean end.
     */
    public static int runsThatTwoAtOnceLeave(ServerHome server) throws IOException, SQLException {
        return server.number(
                """
                with run as (
                    select r.*, array_position(array['IDENTIFY', 'RESOLVE', 'ASSEMBLE', 'DEBUG', 'SIGN', 'PUBLISH',
                                                     'CLEAN'], r.step) as place
                      from task_step_run r join retrace_task t on t.id = r.task_id where t.state = 'SUCCESS'),
                pair as (
                    select place, outcome, started_at,
                           lag(place, 1, 1) over task as place_before, lag(finished_at) over task as end_before,
                           lead(place) over task as place_after
                      from run window task as (partition by task_id order by id))
                select (select count(*) from pair
                         where place - place_before not in (0, 1) or end_before > started_at
                            or place_after is null and (place, outcome) is distinct from (7, 'DONE'))
                     + (select count(*) from retrace_task t
                         where state = 'SUCCESS' and not exists (select 1 from run where task_id = t.id))
                """);
    }

    /** The debuggers that a server runs now; not what they fork before that becomes another program. */
    public static Stream<ProcessHandle> gdbs(ServerHome server) throws IOException {
        return ProcessHandle.of(server.serverPid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(KillIT::isGdb)
                .filter(process -> process.parent().filter(KillIT::isGdb).isEmpty());
    }

    private static boolean isGdb(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/gdb");
    }

    /**
     * Half-done files, uploads and unpackings, sandboxes, and what else may not be in the directory of a task.
     *
     * @param alsoInTask alternatives of a regular expression
     */
    public static List<String> leftovers(ServerHome server, String alsoInTask) throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> files = Files.walk(server.spool(), 2)) {
            files.map(Path::toString)
                    .filter(name -> name.matches(".*(" + alsoInTask + "|\\.tmp|/\\.incoming-[^/]*)"))
                    .forEach(left::add);
        }
        try (Stream<Path> files = Files.list(server.directory().resolve("cache/store"))) {
            files.map(Path::toString)
                    .filter(name -> name.matches(".*/\\.(unpacking|leaving)-[^/]*"))
                    .forEach(left::add);
        }
        gdbs(server).forEach(gdb -> left.add(gdb.toString()));
        return left;
    }

    /** Waits until something is so; two minutes at most. */
    public static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
        }
    }
}
