// SPDX-License-Identifier: Apache-2.0
package org.retrace.classic;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ClassicClient;
import org.retrace.it.ServerHome;
import org.retrace.it.SharedServer;
import org.retrace.it.TestDistribution;

/**
 * What the first servers got wrong, as it was measured on them. That a task survives its killed worker is KillIT's,
 * that gdb's scripts cost no backtrace GdbFramesTest's, that /start asks for the password TaskContractIT's.
 */
@ExtendWith(SharedServer.class)
class UpstreamFaultsIT {

    private static final int MOST_AT_ONCE = 5;

    private final ServerHome server = SharedServer.home();
    private final ClassicClient client = new ClassicClient(server);

    @Test
    void noMoreTasksRunThanMayAndSettingsSaysSo() throws IOException, SQLException {
        List<ClassicClient.Task> tasks = new ArrayList<>();
        for (int i = 0; i < 3 * MOST_AT_ONCE; i++) {
            tasks.add(client.upload(TestDistribution.archive("plugin", "tar.gz")));
        }
        int most = 0;
        while (server.number("select count(*) from retrace_task where state in ('QUEUED', 'RUNNING')") > 0) {
            String settings = Exchange.ask(server, "GET /settings").body();
            String running = settings.substring("running_tasks ".length(), settings.indexOf('\n'));
            most = Math.max(most, Integer.parseInt(running));
        }

        assertThat(most).isBetween(1, MOST_AT_ONCE);
        for (ClassicClient.Task task : tasks) {
            assertThat(client.await(task).status()).isEqualTo("FINISHED_SUCCESS");
        }
    }

    @Test
    void badTaskTypesHoldNoPlaces() throws IOException {
        for (int i = 0; i < 10 * MOST_AT_ONCE; i++) {
            assertThat(Exchange.upload(server, Tar.ofCrash().bytes(), "application/x-tar", "X-Task-Type: abc")
                            .status())
                    .isEqualTo(400);
        }

        assertThat(client.await(client.upload(TestDistribution.archive("null", "tar.gz")))
                        .status())
                .isEqualTo("FINISHED_SUCCESS");
    }

    @Test
    void aFailedTaskIsCountedOnce() throws IOException {
        JsonObject before = figures();
        client.await(client.upload(TestDistribution.hostile("header-only.tar.gz")));
        JsonObject after = figures();

        assertThat(after.getInt("failure")).isEqualTo(before.getInt("failure") + 1);
        assertThat(after.getInt("total")).isEqualTo(before.getInt("total") + 1);
    }

    private JsonObject figures() throws IOException {
        String json =
                Exchange.ask(server, "GET /stats", "Accept: application/json").body();
        return Json.createReader(new StringReader(json)).readObject();
    }
}
