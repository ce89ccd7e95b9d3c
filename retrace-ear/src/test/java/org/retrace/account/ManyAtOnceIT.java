// SPDX-License-Identifier: Apache-2.0
package org.retrace.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.retrace.it.ServerHome;

/** Requests of one person that come at the same time. */
@ExtendWith(AccountServer.class)
class ManyAtOnceIT {

    private static final int MANY = 20;

    private final ServerHome server;
    private final Accounts accounts;

    ManyAtOnceIT(ServerHome server) {
        this.server = server;
        accounts = new Accounts(server);
    }

    private static List<Integer> statuses(ApiClient client) throws InterruptedException, ExecutionException {
        CyclicBarrier together = new CyclicBarrier(MANY);
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                running.add(threads.submit(() -> {
                    together.await();
                    return client.get("/api/v1/me").status();
                }));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> each : running) {
                statuses.add(each.get());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void personWhoComesForTheFirstTimeManyTimesAtOnceIsOne() throws Exception {
        ApiClient mona = accounts.made("mona", "viewer");

        assertThat(statuses(mona)).isEqualTo(Collections.nCopies(MANY, 200));

        assertThat(number("select count(*) from person where display_name = 'mona'"))
                .isEqualTo(1);
    }

    @Test
    void personWhoComesAgainManyTimesAtOnceGetsInEachTime() throws Exception {
        ApiClient mira = accounts.made("mira", "viewer");
        assertThat(mira.get("/api/v1/me").status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            server.execute("update person_identity set last_seen_at = now() - interval '1 hour', roles = 'admin'"
                    + " where subject = 'mira'");

            assertThat(statuses(mira)).isEqualTo(Collections.nCopies(MANY, 200));

            assertThat(number("select count(*) from person_identity where subject = 'mira' and roles = 'viewer'"
                            + " and last_seen_at > now() - interval '1 minute'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void tokenThatIsUsedManyTimesAtOnceOpensEachTime() throws Exception {
        ApiClient milo = accounts.made("milo", "viewer");
        ApiClient program = Accounts.program(milo, "many");

        assertThat(statuses(program)).isEqualTo(Collections.nCopies(MANY, 200));

        assertThat(number("select count(*) from access_token where name = 'many' and last_used_at is not null"))
                .isEqualTo(1);
    }

    private int number(String query) throws IOException, SQLException {
        return server.number(query);
    }
}
