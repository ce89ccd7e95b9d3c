// SPDX-License-Identifier: Apache-2.0
package org.retrace.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrace.it.ClassicClient;
import org.retrace.it.HeldDebugger;
import org.retrace.it.KillIT;
import org.retrace.it.ServerHome;
import org.retrace.it.TestDistribution;

/**
 * The clock of PostgreSQL, or that of the server's machine, jumps an hour while a task runs: leases are renewed all the
 * time, and the task runs once, with the backtrace that it has when nobody sets a clock.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockIT {

    private static final Duration HOUR = Duration.ofHours(1);

    /** A lease is not longer than that, with a second for its heartbeat. */
    private static final String END = "lease_until - interval '61 s'";

    /** How many runs of steps a task had, and how many were done. */
    private static final String RUNS =
            "select count(*), count(*) filter (where outcome = 'DONE') from task_step_run where task_id = retrace_task.id";

    private final ServerHome server;
    private final ClassicClient client;
    private final SetClock ofDatabase;
    private final SetClock ofServer;
    private final String undisturbed;

    ClockIT() throws IOException, SQLException {
        TestDistribution.build();
        server = ServerHome.fresh("clock-home");
        Path clocks = Files.createDirectories(server.directory().resolve("run/clocks"));
        ofDatabase = SetClock.in(clocks, "database.clock");
        ofServer = SetClock.in(clocks, "server.clock");
        wrapJava(clocks.resolve("java"));
        server.start();
        wrapPostgres(server.directory().resolve("postgresql/bin/postgres"));
        server.index(TestDistribution.rpms());
        client = new ClassicClient(server);
        undisturbed = backtrace(upload());
    }

    @AfterEach
    void setTheClocksRight() throws IOException {
        ofDatabase.set(Duration.ZERO);
        ofServer.set(Duration.ZERO);
    }

    @AfterAll
    void stop() throws IOException {
        server.stop();
    }

    @Test
    void endsATaskOnceWhenTheDatabasesClockJumpsForwardAndBack() throws Exception {
        ClassicClient.Task task = upload();
        HeldDebugger.during(server, () -> {
            ofDatabase.set(HOUR);
            KillIT.await("the database to believe it", () -> number("lease_until < clock_timestamp()", task) == 1);
            KillIT.await("a renewed lease", () -> number("lease_until > clock_timestamp()", task) == 1);
            ofDatabase.set(Duration.ZERO);
            KillIT.await("the database to believe it", () -> number(END + " > clock_timestamp()", task) == 1);
            KillIT.await("the lease to be cut", () -> number(END + " < clock_timestamp()", task) == 1);
        });

        assertEndsOnce(task);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void renewsLeasesWhenTheServersClockJumps(int hours) throws Exception {
        ClassicClient.Task task = upload();
        HeldDebugger.during(server, () -> {
            ofServer.set(HOUR.multipliedBy(hours));
            for (int beat = 1; beat <= 2; beat++) {
                int lease = lease(task);
                KillIT.await("lease " + beat + " to be renewed", () -> lease(task) > lease);
            }
        });
        ofServer.set(Duration.ZERO);

        assertEndsOnce(task);
        assertThat(Files.readString(server.directory().resolve("log/server.log")))
                .doesNotContain("WFLYEJB0043");
    }

    private void assertEndsOnce(ClassicClient.Task task) throws Exception {
        assertThat(backtrace(task)).isEqualTo(undisturbed);
        assertThat(client.get(task, "/log").body())
                .containsOnlyOnce("debug: started")
                .doesNotContain("tried again");
        assertThat(number("attempts = 1 and interruptions = 0", task)).isEqualTo(1);
        assertThat(number("(7, 7) = (" + RUNS + ")", task)).isEqualTo(1);
    }

    private int number(String condition, ClassicClient.Task task) throws IOException, SQLException {
        return server.number("select count(*) from retrace_task where " + condition + " and id = " + task.id());
    }

    /** When it ends, in seconds. */
    private int lease(ClassicClient.Task task) throws IOException, SQLException {
        return server.number("select extract(epoch from lease_until) from retrace_task where id = " + task.id());
    }

    private ClassicClient.Task upload() throws IOException {
        return client.upload(TestDistribution.archive("null", "tar.gz"));
    }

    private String backtrace(ClassicClient.Task task) throws IOException {
        assertThat(client.await(task).status())
                .as(client.get(task, "/log").body())
                .isEqualTo("FINISHED_SUCCESS");
        return client.get(task, "/backtrace").body();
    }

    /** A JDK whose Java goes by our clock. */
    private void wrapJava(Path directory) throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        Path programs = Files.createDirectories(directory.resolve("bin"));
        ofServer.wrap(jdk.resolve("bin/java"), programs.resolve("java"));
        Files.createSymbolicLink(programs.resolve("javac"), jdk.resolve("bin/javac"));
        server.environment().put("JAVA_HOME", directory.toString());
    }

    /** The database is ended and started again, by our clock from now on. */
    private void wrapPostgres(Path program) throws IOException {
        Path real = program.resolveSibling("postgres.real");
        Files.move(program, real);
        ofDatabase.wrap(real, program);
        ServerHome.kill(server.databasePid());
        server.start();
    }
}
