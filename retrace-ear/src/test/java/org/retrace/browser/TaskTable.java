// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.retrace.it.ServerHome;

/** The table of tasks, for what no user can do: to begin without any, to fill it, and to break it. */
record TaskTable(ServerHome server) {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    /** Waits until nothing is under way, and removes every task. */
    void clear() throws IOException, SQLException {
        var deadline = System.nanoTime() + PATIENCE;
        while (change("update retrace_task set state = state where state in ('QUEUED', 'RUNNING')") > 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("a task is still under way");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        change("delete from retrace_task");
    }

    /**
     * Adds tasks that have ended, as nobody sends them in: {@code ids} numbers from 700000001 up, each an hour older
     * than the one after it.
     *
     * @param columns expressions for state, complete, package_name, executable, os_release, signature and failure, in
     *     which {@code i} is the number from 1
     */
    void add(int ids, String columns) throws IOException, SQLException {
        change("insert into issued_task_id select 700000000 + i from generate_series(1, " + ids
                + ") i on conflict do nothing");
        change("insert into retrace_task (id, arrival, type, created_at, started_at, finished_at, coredump_bytes, "
                + "signal_name, state, complete, package_name, executable, os_release, signature, failure) "
                + "select 700000000 + i, last + i, 0, now() - (" + ids + " - i) * interval '1 h', now(), now(), "
                + "i * 4711, 'SIGSEGV', " + columns + " from generate_series(1, " + ids + ") i, task_arrival");
        change("update task_arrival set last = last + " + ids);
    }

    /** Takes the table away while something runs. */
    void without(Runnable action) throws IOException, SQLException {
        change("alter table retrace_task rename to retrace_task_away");
        try {
            action.run();
        } finally {
            change("alter table retrace_task_away rename to retrace_task");
        }
    }

    /** Runs a statement in the server's database, and says how many rows it changed. */
    int change(String statement) throws IOException, SQLException {
        try (var connection = connection();
                var open = connection.createStatement()) {
            return open.executeUpdate(statement);
        }
    }

    /** The first text that a query answers with. */
    String text(String query) throws IOException, SQLException {
        try (var connection = connection();
                var open = connection.createStatement();
                var rows = open.executeQuery(query)) {
            assertThat(rows.next()).as(query).isTrue();
            return rows.getString(1);
        }
    }

    private Connection connection() throws IOException, SQLException {
        var port =
                Files.readString(server.directory().resolve("postgresql/port")).strip();
        var password =
                Files.readString(server.directory().resolve("secrets/database")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/retrace", "retrace", password);
    }
}
