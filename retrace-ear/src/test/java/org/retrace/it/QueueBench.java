// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.retrace.task.queue.TaskClaims;

/**
 * What a long queue costs: run by {@code ./retrace bench queue}, never by the tests. Prints medians with 10,000 waiting
 * tasks beside those with none, from the same run on the same machine.
 */
class QueueBench {

    private static final int WAITING = 10_000;
    private static final int UPLOADS = 60;

    /** A claim that is taken back. */
    private static final String CLAIM = "update retrace_task set attempts = attempts + 1 where id = ("
            + TaskClaims.NEXT.replace(":live", "''") + ")";

    @Test
    void measuresALongQueue() throws Exception {
        TestDistribution.build();
        ServerHome server =
                ServerHome.fresh("bench-home", "retrace.max-parallel-tasks=1", "retrace.max-queued-tasks=20000");
        server.start();
        try {
            server.index(TestDistribution.rpms());
            ClassicClient client = new ClassicClient(server);
            client.await(client.upload(TestDistribution.archive("null", "tar.gz")));
            HoldPlaces places = new HoldPlaces(server);
            places.hold(List.of("IDENTIFY before"));
            uploads(client);
            KillIT.await("one task held", () -> places.held() == 1);
            String table = measure(server, client);
            Files.writeString(Path.of("target", "bench-queue.md"), table);
        } finally {
            server.stop();
        }
    }

    private static String measure(ServerHome server, ClassicClient client) throws IOException, SQLException {
        double shortUpload = uploads(client);
        double shortClaim = claims(server);
        fill(server);
        double longUpload = uploads(client);
        double longClaim = claims(server);
        double status = statuses(client, client.upload(TestDistribution.archive("null", "tar.gz")));
        return "| median, ms | short queue | 10,000 waiting | ratio |\n|---|---|---|---|\n"
                + row("an upload until 201", shortUpload, longUpload)
                + row("a claim", shortClaim, longClaim)
                + "| a status, 10,000 ahead | | %.2f | |%n".formatted(status);
    }

    private static String row(String what, double first, double second) {
        return String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n", what, first, second, second / first);
    }

    private static void fill(ServerHome server) throws IOException, SQLException {
        try (Connection database = server.database();
                Statement statement = database.createStatement()) {
            statement.execute(
                    "insert into issued_task_id select 5000000000 + i from generate_series(1, " + WAITING + ") i");
            statement.execute("insert into retrace_task (id, arrival, type, state, created_at) "
                    + "select 5000000000 + i, last + i, 0, 'QUEUED', now() from task_arrival, generate_series(1, "
                    + WAITING + ") i");
            statement.execute("update task_arrival set last = last + " + WAITING);
            statement.execute("analyze retrace_task");
        }
    }

    private static double uploads(ClassicClient client) throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            long begin = System.nanoTime();
            client.upload(TestDistribution.archive("null", "tar.gz"));
            times.add((System.nanoTime() - begin) / 1e6);
        }
        return median(times);
    }

    private static double statuses(ClassicClient client, ClassicClient.Task task) throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            long begin = System.nanoTime();
            client.get(task, "");
            times.add((System.nanoTime() - begin) / 1e6);
        }
        return median(times);
    }

    private static double claims(ServerHome server) throws IOException, SQLException {
        List<Double> times = new ArrayList<>();
        try (Connection database = server.database();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            for (int i = 0; i < UPLOADS; i++) {
                long begin = System.nanoTime();
                statement.execute(CLAIM);
                times.add((System.nanoTime() - begin) / 1e6);
                database.rollback();
            }
        }
        return median(times);
    }

    private static double median(List<Double> times) {
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
