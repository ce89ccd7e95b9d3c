// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An overload is a queue: in order of arrival, never more at once than allowed, and full only where it says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueIT {

    private static final String RUNNING = "select count(*) from retrace_task where state = 'RUNNING'";
    private static final String PARALLEL = "retrace.max-parallel-tasks";
    private static final String QUEUED = "retrace.max-queued-tasks";

    private final ServerHome server;
    private final ClassicClient client;
    private final HoldPlaces places;

    QueueIT() throws IOException, SQLException {
        TestDistribution.build();
        server = ServerHome.fresh("queue-home", PARALLEL + "=2");
        server.start();
        server.index(TestDistribution.rpms());
        client = new ClassicClient(server);
        client.await(upload());
        places = new HoldPlaces(server);
    }

    @AfterEach
    void letGo() throws Exception {
        places.letGo();
        server.set(PARALLEL, "2");
        server.set(QUEUED, "10000");
        KillIT.await(
                "an empty queue",
                () -> server.number("select count(*) from retrace_task where state in ('QUEUED', 'RUNNING')") == 0);
    }

    @AfterAll
    void stop() throws IOException {
        server.stop();
    }

    @Test
    void runsNeverMoreThanAllowedAndInOrderOfArrival() throws Exception {
        List<ClassicClient.Task> tasks = uploads(10);
        long most = 0;
        while (server.number("select count(*) from retrace_task where state in ('QUEUED', 'RUNNING')") > 0) {
            most = Math.max(most, gdbsAtOnce());
        }
        assertThat(most).isBetween(1L, 2L);
        for (ClassicClient.Task task : tasks) {
            assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        }
        assertThat(
                        server.number(
                                """
                        select count(*) from (select started_at, lag(started_at) over (order by arrival) as before
                                                from retrace_task) as t where started_at < before
                        """))
                .isZero();
    }

    @Test
    void saysHowManyWaitAhead() throws Exception {
        places.hold(Collections.nCopies(2, "IDENTIFY middle"));
        List<ClassicClient.Task> tasks = uploads(5);
        KillIT.await("two tasks held", () -> places.held() == 2);

        for (int i = 2; i < tasks.size(); i++) {
            assertThat(client.get(tasks.get(i), "").body())
                    .isEqualTo("Waiting for a free worker (" + (i - 2) + " ahead)");
        }
    }

    @Test
    void obeysAChangeOfItsLimitWithinTwoSecondsAndCutsNothingOff() throws Exception {
        places.hold(Collections.nCopies(8, "IDENTIFY middle"));
        uploads(8);
        KillIT.await("two tasks held", () -> places.held() == 2);

        server.set(PARALLEL, "3");
        within(Duration.ofSeconds(2), 3);
        server.set(PARALLEL, "1");
        assertThat(places.held()).isEqualTo(3);
        assertThat(server.number(RUNNING)).isEqualTo(3);

        places.letGoFirst(3);
        within(Duration.ofSeconds(30), 1);
        places.letGoFirst(1);
        KillIT.await("the next task held", () -> places.held() == 1 && server.number(RUNNING) == 1);
        assertThat(server.number("select max(attempts) from retrace_task")).isEqualTo(1);
    }

    @Test
    void refusesOnlyWhenTheQueueIsFull() throws Exception {
        places.hold(Collections.nCopies(2, "IDENTIFY middle"));
        uploads(2);
        KillIT.await("two tasks held", () -> places.held() == 2);
        server.set(QUEUED, "1");
        upload();

        HttpResponse<String> refused = client.post(TestDistribution.archive("null", "tar.gz"), "application/x-gzip");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("Retrace server is fully loaded at the moment");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    /** Those that still live when the last of them has been found: a look at all processes takes its time. */
    private long gdbsAtOnce() throws IOException {
        List<ProcessHandle> found = KillIT.gdbs(server).toList();
        return found.stream().filter(ProcessHandle::isAlive).count();
    }

    private void within(Duration time, int running) throws Exception {
        Instant deadline = Instant.now().plus(time);
        while (server.number(RUNNING) != running) {
            assertThat(Instant.now()).as("running " + server.number(RUNNING)).isBefore(deadline);
        }
    }

    private List<ClassicClient.Task> uploads(int number) throws IOException {
        List<ClassicClient.Task> tasks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            tasks.add(upload());
        }
        return tasks;
    }

    private ClassicClient.Task upload() throws IOException {
        return client.upload(TestDistribution.archive("null", "tar.gz"));
    }
}
