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
 * distribution is retraced until its packages are unpacked and the server is warm, and then ten times more.
 */
class WarmRetraceBench {

    private static final int FIRST = 10;
    private static final int RUNS = 10;

    /** A row for each step in order, and one for all from the upload's row to the task's end; milliseconds. */
    private static final String STEPS =
            """
            with warm as (select id, created_at, finished_at from retrace_task order by id desc limit %d),
                 step as (select r.task_id, r.step, extract(epoch from sum(r.finished_at - r.started_at)) * 1000 as ms,
                                 min(r.id) as began
                            from task_step_run r join warm on warm.id = r.task_id group by r.task_id, r.step)
            (select lower(step), percentile_cont(0.5) within group (order by ms) as ms
               from step group by step order by min(began))
            union all
            select 'all', percentile_cont(0.5) within group (order by extract(epoch from finished_at - created_at) * 1000)
              from warm
            union all
            select 'all but gdb', percentile_cont(0.5) within group
                       (order by extract(epoch from finished_at - created_at) * 1000 - ms)
              from warm join step on step.task_id = warm.id and step.step = 'DEBUG'
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
        StringBuilder table = new StringBuilder("| a warm retrace, ms, median of %d | |%n|---|---|%n".formatted(RUNS));
        try (Connection database = server.database();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(STEPS.formatted(RUNS))) {
            while (rows.next()) {
                table.append(String.format(Locale.ROOT, "| %s | %.0f |%n", rows.getString(1), rows.getDouble(2)));
            }
        }
        return table.toString();
    }
}
