// SPDX-License-Identifier: Apache-2.0
package org.retrace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.retrace.repository.store.Trees;

/**
 * What a retrace costs besides gdb: run by {@code ./retrace bench repository}, never by the tests. A crash of the test
 * distribution is retraced until its packages are unpacked and the server is warm, and then twenty times more.
 */
class WarmRetraceBench {

    private static final int FIRST = 100;
    private static final int RUNS = 20;

    /** A row for each step in order: milliseconds since the step before, or the upload's row, and of its own. */
    private static final String STEPS =
            """
            with warm as (select id, created_at from retrace_task order by id desc limit %d),
                 step as (select r.id, r.step, r.started_at, r.finished_at,
                                 coalesce(lag(r.finished_at) over (partition by warm.id order by r.id),
                                          warm.created_at) as free_at
                            from task_step_run r join warm on warm.id = r.task_id)
            select lower(step),
                   percentile_cont(0.5) within group (order by extract(epoch from started_at - free_at) * 1000),
                   percentile_cont(0.5) within group (order by extract(epoch from finished_at - started_at) * 1000)
              from step group by step order by min(id)
            """;

    /** From the upload's row to the end of the task, and what is left of it without the step of gdb. */
    private static final String WHOLE =
            """
            with warm as (select id, extract(epoch from finished_at - created_at) * 1000 as ms
                            from retrace_task order by id desc limit %d),
                 gdb as (select task_id, extract(epoch from sum(finished_at - started_at)) * 1000 as ms
                           from task_step_run where step = 'DEBUG' group by task_id)
            select percentile_cont(0.5) within group (order by warm.ms),
                   percentile_cont(0.5) within group (order by warm.ms - gdb.ms),
                   percentile_cont(0.5) within group (order by (warm.ms - gdb.ms) / gdb.ms)
              from warm join gdb on gdb.task_id = warm.id
            """;

    @Test
    void measuresTheWarmRetrace() throws Exception {
        TestDistribution.build();
        ServerHome server = ServerHome.fresh("bench-home");
        server.start();
        try {
            server.index(TestDistribution.rpms());
            ClassicClient client = new ClassicClient(server);
            for (int run = 0; run < FIRST + RUNS; run++) {
                ClassicClient.Ended ended = client.await(client.upload(TestDistribution.archive("null", "tar.gz")));
                if (!ended.status().equals("FINISHED_SUCCESS")) {
                    throw new AssertionError(ended);
                }
            }
            Files.writeString(Path.of("target", "bench-repository-retrace.md"), table(server));
        } finally {
            server.stop();
            Trees.remove(server.directory());
        }
    }

    private static String table(ServerHome server) throws IOException, SQLException {
        StringBuilder table = new StringBuilder(
                "| a warm retrace, ms, median of %d | since the step before | the step |%n|---|---|---|%n"
                        .formatted(RUNS));
        try (Connection database = server.database();
                Statement statement = database.createStatement()) {
            try (ResultSet rows = statement.executeQuery(STEPS.formatted(RUNS))) {
                while (rows.next()) {
                    table.append(String.format(
                            Locale.ROOT,
                            "| %s | %.0f | %.0f |%n",
                            rows.getString(1),
                            rows.getDouble(2),
                            rows.getDouble(3)));
                }
            }
            try (ResultSet whole = statement.executeQuery(WHOLE.formatted(RUNS))) {
                whole.next();
                table.append(String.format(Locale.ROOT, "| all | | %.0f |%n", whole.getDouble(1)));
                table.append(String.format(
                        Locale.ROOT,
                        "| all but gdb (debug), and its part of gdb's time | | %.0f, %.2f |%n",
                        whole.getDouble(2),
                        whole.getDouble(3)));
            }
        }
        return table.toString();
    }
}
