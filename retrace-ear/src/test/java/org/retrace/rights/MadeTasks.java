// SPDX-License-Identifier: Apache-2.0
package org.retrace.rights;

import java.io.IOException;
import java.sql.SQLException;
import org.retrace.it.ServerHome;

/**
 * Tasks that have ended, whose they are chosen: a new one for each cell, because some actions remove them. Beside them
 * a release that somebody asked for.
 */
final class MadeTasks {

    private static final long FIRST = 810_000_000;

    private final ServerHome server;
    private long last = FIRST;

    MadeTasks(ServerHome server) throws IOException, SQLException {
        this.server = server;
        server.execute("insert into release_sync values ('asked-1-x86_64', true) on conflict do nothing");
        server.execute("insert into person (display_name) select 'somebody else'"
                + " where not exists (select 1 from person where display_name = 'somebody else')");
    }

    /** The record of somebody who never came. */
    long somebodyElse() throws IOException, SQLException {
        return server.number("select id from person where display_name = 'somebody else'");
    }

    /** One of somebody else. */
    long foreign() throws IOException, SQLException {
        return made("(select id from person where display_name = 'somebody else')");
    }

    /** One of an account that was here before; one of nobody where there is no such account. */
    long of(String account) throws IOException, SQLException {
        return made(
                "(select person_id from person_identity where issuer = 'embedded' and subject = '" + account + "')");
    }

    private long made(String owner) throws IOException, SQLException {
        last++;
        server.execute("insert into issued_task_id values (" + last + ") on conflict do nothing");
        server.execute("delete from retrace_task where id = " + last);
        server.execute("insert into retrace_task (id, arrival, type, state, created_at, started_at, finished_at,"
                + " crash_removed, owner_id) select " + last + ", last + 1, 0, 'SUCCESS', now(), now(), now(), true, "
                + owner + " from task_arrival");
        server.execute("update task_arrival set last = last + 1");
        return last;
    }
}
