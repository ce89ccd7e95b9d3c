// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.retrace.it.ServerHome;

/** The table of tasks, for what no user can do: to begin without any, and to break it. */
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

    /** Takes the table away while something runs. */
    void without(Runnable action) throws IOException, SQLException {
        change("alter table retrace_task rename to retrace_task_away");
        try {
            action.run();
        } finally {
            change("alter table retrace_task_away rename to retrace_task");
        }
    }

    private int change(String statement) throws IOException, SQLException {
        var port =
                Files.readString(server.directory().resolve("postgresql/port")).strip();
        var password =
                Files.readString(server.directory().resolve("secrets/database")).strip();
        var address = "jdbc:postgresql://127.0.0.1:" + port + "/retrace";
        try (var connection = DriverManager.getConnection(address, "retrace", password);
                var open = connection.createStatement()) {
            return open.executeUpdate(statement);
        }
    }
}
